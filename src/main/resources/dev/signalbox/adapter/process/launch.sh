#!/bin/sh
# Runs the program that stands in FOLDER/order: once, whoever asks and however often, and so that it
# outlives the server that asked. The lock tells whether it runs: the kernel frees it when the last
# of the program's processes is gone, whatever killed them.
#
#   launch.sh once FOLDER keep|turn LIMIT   takes the lock, keeps the output, records how it ended
#   launch.sh run FOLDER PATH               becomes the program, in a session of its own
#
# Both are started with setsid, in an environment that holds nothing of the server's but PATH. Every
# file appears whole or not at all, and is on the disk before the next thing happens.
set -u
stage=$1
folder=$2

record() {
  printf '%s\n' "$2" >"$folder/.$1" && settle "$1"
}

settle() {
  sync "$folder/.$1" && mv "$folder/.$1" "$folder/$1" && sync "$folder"
}

# Tells this process from every other one that ever had its number.
identity() {
  read -r boot </proc/sys/kernel/random/boot_id
  read -r stat </proc/$$/stat
  printf '%s\n%s' "$boot" "$stat"
}

# Keeps the first LIMIT bytes. What follows is read and dropped, so that it neither holds up the
# program nor fills the disk.
keep() {
  stdbuf -o0 head -c "$1" >"$folder/output"
  if [ "$(head -c 1 | wc -c)" -gt 0 ]; then
    printf '\n[signalbox: output beyond %s bytes was dropped]\n' "$1" >>"$folder/output"
    cat >/dev/null
  fi
}

# Keeps the last LIMIT bytes, and up to LIMIT before them. While the disk is full, output is lost
# and the program goes on.
turn() {
  while :; do
    if stdbuf -o0 head -c "$1" >"$folder/output"; then
      [ "$(wc -c <"$folder/output")" -ge "$1" ] || return
      mv "$folder/output" "$folder/output.before"
    else
      [ "$(head -c 65536 | wc -c)" -gt 0 ] || return
    fi
  done
}

# Children that outlive the program may hold on to its output for ever; then this gives up.
await_output() {
  rounds=0
  until [ -e "$folder/drained" ] || [ "$rounds" -ge 40 ]; do
    sleep 0.02
    rounds=$((rounds + 1))
  done
}

# Only the positional parameters are used from here on: any name may be exported.
become() {
  while [ "$1" != . ]; do
    export "$1"
    shift
  done
  shift
  exec "$@"
}

case $stage in
  once)
    [ -e "$folder/started" ] && exit 0
    exec 9>>"$folder/lock"
    flock -n 9 || exit 0
    # The folder may have been removed, or started and removed, while we were on our way.
    [ "$folder/lock" -ef "/proc/$$/fd/9" ] || exit 0
    [ -e "$folder/started" ] && exit 0
    read -r since <"$folder/order" || exit 0
    # A place for the exit code, so that a full disk does not lose it.
    printf '000\n' >"$folder/.exit" || exit 1
    record started "$since
$(identity)" || exit 1
    exec >/dev/null 2>&1
    {
      (exec setsid env -i /bin/sh "$0" run "$folder" "$PATH" 2>&1)
      code=$?
      exec >/dev/null
      await_output
      printf '%03d\n' "$code" 1<>"$folder/.exit" && settle exit
    } | {
      "$3" "$4"
      : >"$folder/drained"
    }
    ;;
  run)
    PATH=$3 # to find programs by; it is not exported
    # Whoever stops us takes the order away first; then there is nothing to run.
    [ -e "$folder/order" ] && record program "$(identity)" || exit 125
    {
      set --
      read -r since
      while IFS= read -r word; do
        case $word in
          *\\*)
            word=$(printf '%b.' "$word")
            word=${word%.}
            ;;
        esac
        set -- "$@" "$word"
      done
    } <"$folder/order" || exit 125
    rm -f "$folder/order"
    unset PWD OLDPWD
    become "$@"
    ;;
esac
