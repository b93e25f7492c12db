#!/bin/sh
# Asks the deployed shop itself; SIGNALBOX_URL says where it answers.
set -eu
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:TieredStopAtLevel=1 integration/Customer.java "$SIGNALBOX_URL"
