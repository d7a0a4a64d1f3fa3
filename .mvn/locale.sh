# Files have names in UTF-8, whatever the locale says: Java takes the names that it can spell, and no others.
case ${LC_ALL:-${LC_CTYPE:-${LANG-}}} in
*[Uu][Tt][Ff]*) ;;
*)
  LC_ALL=C.UTF-8
  export LC_ALL
  ;;
esac
