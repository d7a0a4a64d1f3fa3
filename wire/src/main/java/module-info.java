/// What both ends of a mailbox must agree on, and nothing else: message layouts, register maps, the crash log's
/// structures, and the contracts (`Mailbox`, `Registers`, `DeviceMemory`) that a machine, real or emulated,
/// provides.
module org.rtkit4j.wire {
    requires static transitive org.jspecify;

    exports org.rtkit4j.wire.afk;
    exports org.rtkit4j.wire.conversation;
    exports org.rtkit4j.wire.capture;
    exports org.rtkit4j.wire.display;
    exports org.rtkit4j.wire.dockchannel;
    exports org.rtkit4j.wire.epic;
    exports org.rtkit4j.wire.hid;
    exports org.rtkit4j.wire.iomfb;
    exports org.rtkit4j.wire.layout;
    exports org.rtkit4j.wire.message;
    exports org.rtkit4j.wire.register;
    exports org.rtkit4j.wire.nvme;
    exports org.rtkit4j.wire.crashlog;
    exports org.rtkit4j.wire.port;
    exports org.rtkit4j.wire.sensor;
}
