# What the launchers that build first have in common. Sourced with `root` set; finds the JDK.

. "$root/.mvn/find-jdk.sh"
find_jdk || exit 1

# A service may have no home. Maven needs one.
if [ -z "${HOME-}" ]; then
  HOME=$(eval "echo ~$(id -un)")
  export HOME
fi

. "$root/.mvn/locale.sh"

# A lock that is older belongs to nobody, whatever process has its number now.
RTKIT_LOCK_MINUTES=60

# Runs Maven; prints what goes wrong and nothing else.
maven() {
  "$root/mvnw" --batch-mode --no-transfer-progress --quiet -f "$root/pom.xml" "$@"
}

# Succeeds where something has changed since the build that left the stamp $1. A folder's time changes when a file in it
# is deleted.
is_stale() {
  [ -f "$1" ] || return 0
  [ "$JAVA_HOME" = "$(cat "$1")" ] || return 0
  [ -n "$(find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/src/main "$root/.mvn" -newer "$1" -print 2>/dev/null | head -n 1)" ]
}

# Takes the lock $1, a file with its owner's process in it: it is there with its content or not at all.
take_lock() {
  mkdir -p "${1%/*}"
  echo $$ >"$1.$$"
  # Into a folder of that name, `ln` would link with success.
  while [ -d "$1" ] || ! ln "$1.$$" "$1" 2>/dev/null; do
    is_abandoned "$1" && clear_lock "$1" || sleep 1
  done
  rm -f "$1.$$"
}

# Removes the abandoned lock $1, one process at a time: whoever looks again while no other may remove one, removes no
# lock that somebody has taken meanwhile. Fails where another is at it.
clear_lock() {
  if ! mkdir "$1.clearing" 2>/dev/null; then
    [ -z "$(find "$1.clearing" -mmin +1 2>/dev/null)" ] || rmdir "$1.clearing" 2>/dev/null || :
    return 1
  fi
  if is_abandoned "$1"; then
    rm -rf "$1"
  fi
  rmdir "$1.clearing"
}

# Succeeds where the owner of the lock $1 has ended, or never said who it is.
is_abandoned() {
  # What cannot be read has just been given back, or is no lock of ours.
  _owner=$(cat "$1" 2>/dev/null) || { [ -d "$1" ] && return 0 || return 1; }
  [ -n "$_owner" ] && kill -0 "$_owner" 2>/dev/null || return 0
  [ -n "$(find "$1" -mmin +$RTKIT_LOCK_MINUTES 2>/dev/null)" ]
}

# Shows the seconds on a terminal until killed.
show_progress() {
  _seconds=0
  while :; do
    printf '\r%s: building, %d s (the first time, Maven fetches its plugins) ' "$1" "$_seconds" >&2
    sleep 1
    _seconds=$((_seconds + 1))
  done
}

# Builds module $2 with all that it needs into the folder $3/lib where that is missing or older than the sources. Two first
# calls at once do not build into each other's files. $1 is the command's name, $4 a command to run after a build.
build_if_stale() {
  is_stale "$3/built" || return 0
  if ! mkdir -p "${3%/*}" 2>/dev/null || [ ! -w "${3%/*}" ]; then
    echo "$1: it must be built first, and ${3%/*} cannot be written: whoever owns it may run it once" >&2
    exit 1
  fi
  _lock=$3.lock
  take_lock "$_lock"
  trap 'rm -f "$_lock"' EXIT
  trap 'exit 130' INT TERM HUP
  if is_stale "$3/built"; then
    build_shown "$@"
  fi
  rm -f "$_lock"
  trap - EXIT INT TERM HUP
}

build_shown() {
  _ticker=
  if [ -t 2 ]; then
    show_progress "$1" &
    _ticker=$!
  else
    echo "$1: building, which takes a minute or two the first time" >&2
  fi
  _built=yes
  build_now "$2" "$3" "${4-:}" </dev/null || _built=no
  if [ -n "$_ticker" ]; then
    kill "$_ticker" 2>/dev/null || :
    wait "$_ticker" 2>/dev/null || :
    printf '\r\033[K' >&2
  fi
  if [ "$_built" = no ]; then
    cat "$3/build.log" >&2
    echo "$1: the build failed; its output is above and in $3/build.log" >&2
    exit 1
  fi
}

build_now() {
  mkdir -p "$2"
  rm -rf "$2/lib" "$2/built"
  # Taken before the build: what changes while it runs is built next time.
  printf '%s' "$JAVA_HOME" >"$2/stamp"
  maven -Dquick -DskipTests -Dmaven.test.skip=true --projects "$1" --also-make package >"$2/build.log" 2>&1 || return 1
  "$3"
  mv "$2/stamp" "$2/built"
}
