/// What is said on mailboxes: recorded, written and read as pcapng, decoded, counted, replayed.
module org.rtkit4j.capture {
    requires static transitive org.jspecify;
    requires transitive org.rtkit4j.wire;

    exports org.rtkit4j.capture.decode;
    exports org.rtkit4j.capture.filter;
    exports org.rtkit4j.capture.pcapng;
    exports org.rtkit4j.capture.record;
    exports org.rtkit4j.capture.replay;
    exports org.rtkit4j.capture.tap;
    exports org.rtkit4j.capture.wireshark;
}
