/// What is said on mailboxes: recorded, written and read as pcapng, decoded, counted, replayed.
module org.rtkit4j.capture {
    requires static transitive org.jspecify;
    requires transitive org.rtkit4j.wire;

    exports org.rtkit4j.capture.tap;
}
