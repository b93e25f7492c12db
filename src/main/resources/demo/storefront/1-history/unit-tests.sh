#!/bin/sh
set -eu
java=${JAVA_HOME:+$JAVA_HOME/bin/}
"${java}javac" -cp out/main -d out/test test/*.java
exec "${java}java" -ea -cp out/main:out/test PricesTest
