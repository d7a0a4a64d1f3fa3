# Reads PIT's mutations.xml and prints figures by package; see mutation/run.
#
# A survivor's name is its class, method and change, without a line number, so that code may move. Each line of the list is
# NAME | REASON; a name may stand for several mutations of one method.

function inside(tag,    from) {
  from = index($0, "<" tag ">")
  return from == 0 ? "" : substr($0, from + length(tag) + 2, index($0, "</" tag ">") - from - length(tag) - 2)
}

BEGIN {
  while ((getline line < listed) > 0) {
    if (line ~ / \| /) {
      name = line
      sub(/ +\| .*/, "", name)
      reasons[name] = 1
    }
  }
}

/^<mutation / {
  class = inside("mutatedClass")
  sub(/^org\.rtkit4j\./, "", class)
  package = class
  sub(/\.[^.]*$/, "", package)
  all[package]++
  total++
  if ($0 ~ /detected='true'/) {
    noticed[package]++
    noticedTotal++
    next
  }
  change = inside("description")
  sub(/ for org\/rtkit4j.*/, "", change)
  gsub(/&quot;/, "\"", change)
  gsub(/&lt;/, "<", change)
  gsub(/&gt;/, ">", change)
  method = inside("mutatedMethod")
  gsub(/&lt;/, "<", method)
  gsub(/&gt;/, ">", method)
  name = class "." method ": " change
  left[name] = left[name] " " inside("lineNumber")
  untested[package] += $0 ~ /NO_COVERAGE/
}

END {
  printf "%-28s %9s %9s %9s %8s\n", "package", "mutations", "noticed", "untested", "noticed"
  for (package in all) {
    printf "%-28s %9d %9d %9d %7.1f%%\n", package, all[package], noticed[package], untested[package], \
      100 * noticed[package] / all[package] | "sort"
  }
  close("sort")
  share = total ? 100 * noticedTotal / total : 0
  printf "%-28s %9d %9d %9s %7.1f%%\n", module, total, noticedTotal, "", share
  bad = whole && share < 92
  for (name in left) {
    if (!(name in reasons)) {
      print "without a reason: " name " (line" left[name] ")" | "sort"
      bad = 1
    }
  }
  close("sort")
  for (name in reasons) {
    if (whole && !(name in left)) {
      print "noticed by now: " name | "sort"
      bad = 1
    }
  }
  close("sort")
  exit bad
}
