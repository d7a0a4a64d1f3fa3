/// Crash reports of co-processors in every form, read into one model and explained.
module org.rtkit4j.forensics {
    requires static transitive org.jspecify;
    requires transitive org.rtkit4j.wire;
    requires com.fasterxml.jackson.core;
}
