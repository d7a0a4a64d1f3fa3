# Sets `option` to what suits the command $1 with its first word $2.
#
# To say what there is takes less time than to compile it well; not while a cache is made. What mostly runs for a moment,
# and may run for minutes, is compiled a little later. Reports are read piece by piece: what they need fits into a small
# heap, and would lie about in a large one. A page that is open for days gives back what it does not use. What copies much
# looks up fewer pages where they are large.
option=-XX:+UseSerialGC
case ${RTKIT_MAIN-}${1-}/${2-} in
/* | -h/* | --help/* | -V/* | --version/*) option="$option -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=4" ;;
boot/*) option="$option -XX:CompileThresholdScaling=4" ;;
explain/*) option="$option -Xmx512m -XX:CompileThresholdScaling=4" ;;
serve/*) option="-XX:+UseG1GC -Xmx512m -XX:G1PeriodicGCInterval=10000" ;;
nvme/serve)
  if grep -qs '\[madvise\]' /sys/kernel/mm/transparent_hugepage/enabled; then
    option="$option -XX:+UseTransparentHugePages"
  fi
  ;;
esac
