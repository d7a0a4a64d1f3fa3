# Sets JAVA_HOME to a JDK that can build and run rtkit4j, or says what to install. Sourced by ./mvnw and ./rtkit.
#
# Asks no JVM: a JDK's `release` file states its version, so this costs microseconds.
# 25.0.3 is the first release without JDK-8377811 (pinned objects could move).

RTKIT_JDK_MAJOR=25
RTKIT_JDK_MINIMUM=25.0.3

# Succeeds where $1 is a JDK of 25.0.3 or newer.
rtkit_jdk_fits() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  _version=
  while IFS='=' read -r _key _value; do
    if [ "$_key" = JAVA_VERSION ]; then
      _version=${_value#\"}
      _version=${_version%%[\"_+-]*}
    fi
  done <"$1/release"
  case $_version in
  "" | *[!0-9.]*) return 1 ;;
  esac
  _major=${_version%%.*}
  _rest=${_version#"$_major"}
  _rest=${_rest#.}
  _minor=${_rest%%.*}
  _rest=${_rest#"$_minor"}
  _rest=${_rest#.}
  _security=${_rest%%.*}
  [ "$_major" -gt "$RTKIT_JDK_MAJOR" ] && return 0
  [ "$_major" -eq "$RTKIT_JDK_MAJOR" ] && [ "${_minor:-0}" -eq 0 ] && [ "${_security:-0}" -ge 3 ] && return 0
  [ "$_major" -eq "$RTKIT_JDK_MAJOR" ] && [ "${_minor:-0}" -gt 0 ]
}

find_jdk() {
  if [ -n "${JAVA_HOME-}" ] && rtkit_jdk_fits "$JAVA_HOME"; then
    export JAVA_HOME
    return 0
  fi
  _javac=$(command -v javac 2>/dev/null) && _javac=$(readlink -f "$_javac" 2>/dev/null) || _javac=
  if [ -n "$_javac" ] && rtkit_jdk_fits "${_javac%/bin/javac}"; then
    JAVA_HOME=${_javac%/bin/javac}
    export JAVA_HOME
    return 0
  fi
  case $- in *f*) _noglob=f ;; *) _noglob= ;; esac
  set +f
  for _jdk in /usr/lib/jvm/* /usr/java/* /opt/jdk* /opt/java/* /opt/*/jdk* "${HOME-}"/.sdkman/candidates/java/* \
    "${HOME-}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if rtkit_jdk_fits "$_jdk"; then
      [ -z "$_noglob" ] || set -f
      JAVA_HOME=$_jdk
      export JAVA_HOME
      return 0
    fi
  done
  [ -z "$_noglob" ] || set -f
  echo "rtkit4j needs a JDK, version $RTKIT_JDK_MINIMUM or newer, and found none: install one (for example Temurin 25 from https://adoptium.net) or set JAVA_HOME to it" >&2
  return 1
}
