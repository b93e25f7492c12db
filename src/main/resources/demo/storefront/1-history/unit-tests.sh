#!/bin/sh
set -eu
java=${JAVA_HOME:+$JAVA_HOME/bin/}
"${java}javac" -J-XX:TieredStopAtLevel=1 -cp out/main -d out/test test/*.java
exec "${java}java" -XX:TieredStopAtLevel=1 -ea -cp out/main:out/test PricesTest
