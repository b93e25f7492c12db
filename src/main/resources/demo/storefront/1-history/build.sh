#!/bin/sh
# Compiles the shop, and bakes in the commit it was built from.
set -eu
java=${JAVA_HOME:+$JAVA_HOME/bin/}
"${java}javac" -J-XX:TieredStopAtLevel=1 -d out/main src/*.java
mkdir -p dist
cp -r out/main dist/classes
cp -r config start.sh dist/
printf '%s' "$SIGNALBOX_COMMIT" > dist/commit
