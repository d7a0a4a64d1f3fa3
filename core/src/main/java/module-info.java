/// The AP's side of RTKit: the session, its buffers, crash capture, and the adapters that run it.
///
/// Start at [org.rtkit4j.core.iop.Iop] to use a co-processor, at [org.rtkit4j.core.session.Session] to learn the
/// protocol.
module org.rtkit4j.core {
    requires static transitive org.jspecify;
    requires transitive org.rtkit4j.wire;

    exports org.rtkit4j.core.iop;
    exports org.rtkit4j.core.mailbox;
    exports org.rtkit4j.core.memory;
    exports org.rtkit4j.core.session;
}
