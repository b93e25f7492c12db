# Finds a JDK 25 among those of the system and prints its folder; sourced by ./signalbox and ./dev.
# JAVA_HOME comes first, then the one on PATH, then the places where JDKs are installed (JDK_PLACES).

jdk_feature() { # the feature release of the JDK in $1, from its own release file; nothing if it has none
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

find_jdk() {
  on_path=$(command -v javac 2>/dev/null) && on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  home_of=${HOME:-/nonexistent}
  places=${JDK_PLACES-/usr/lib/jvm /usr/local/lib/jvm /opt/java /opt /usr/local $home_of/.sdkman/candidates/java $home_of/.jdks $home_of/.local/share/mise/installs/java}
  for home in "${JAVA_HOME:-}" "${on_path:-}" $(for place in $places; do printf '%s ' "$place"/*; done); do
    if [ -n "$home" ] && [ -x "$home/bin/javac" ] && [ "$(jdk_feature "$home")" = 25 ]; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  echo "signalbox: no JDK 25 found. Install one (on Debian: a package such as temurin-25-jdk), or set JAVA_HOME to its folder." >&2
  return 1
}
