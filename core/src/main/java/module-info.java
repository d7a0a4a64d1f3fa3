/// The AP's side of RTKit: the session, its buffers, crash capture, and the adapters that run it.
module org.rtkit4j.core {
    requires static transitive org.jspecify;
    requires transitive org.rtkit4j.wire;
}
