/// The AP's side of RTKit: the session, its buffers, crash capture, the adapters that run it, and supervision.
///
/// Start at [org.rtkit4j.core.iop.Iop] to use a co-processor, at [org.rtkit4j.core.session.Session] to learn the
/// protocol, at [org.rtkit4j.core.supervise.Supervisor] to keep co-processors running.
module org.rtkit4j.core {
    requires static transitive org.jspecify;
    // Only for the packages flight and manage; everything else works without.
    requires static jdk.jfr;
    requires static transitive java.management;
    requires transitive org.rtkit4j.wire;

    exports org.rtkit4j.core.flight;
    exports org.rtkit4j.core.iop;
    exports org.rtkit4j.core.mailbox;
    exports org.rtkit4j.core.manage;
    exports org.rtkit4j.core.memory;
    exports org.rtkit4j.core.session;
    exports org.rtkit4j.core.supervise;
}
