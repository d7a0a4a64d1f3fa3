/// Crash reports of co-processors in every form, read into one model and explained.
module org.rtkit4j.forensics {
    requires static transitive org.jspecify;
    requires transitive org.rtkit4j.wire;
    requires com.fasterxml.jackson.core;
    requires org.rtkit4j.capture;

    exports org.rtkit4j.forensics;
    exports org.rtkit4j.forensics.analysis;
    exports org.rtkit4j.forensics.binary;
    exports org.rtkit4j.forensics.decode;
    exports org.rtkit4j.forensics.coredump;
    exports org.rtkit4j.forensics.elf;
    exports org.rtkit4j.forensics.explain;
    exports org.rtkit4j.forensics.json;
    exports org.rtkit4j.forensics.knowledge;
    exports org.rtkit4j.forensics.macho;
    exports org.rtkit4j.forensics.model;
    exports org.rtkit4j.forensics.page;
    exports org.rtkit4j.forensics.recording;
}
