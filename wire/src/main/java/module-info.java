/// What both ends of a mailbox must agree on, and nothing else: message layouts, register maps, the crash log's
/// structures, and the contracts (`Mailbox`, `Registers`, `DeviceMemory`) that a machine, real or emulated,
/// provides. (And, for the modules above alone, how files are taken.)
@SuppressWarnings("module") // whom a package is for is compiled later
module org.rtkit4j.wire {
    requires static transitive org.jspecify;

    exports org.rtkit4j.wire.afk;
    exports org.rtkit4j.wire.conversation;
    exports org.rtkit4j.wire.capture;
    exports org.rtkit4j.wire.display;
    exports org.rtkit4j.wire.dockchannel;
    exports org.rtkit4j.wire.epic;
    exports org.rtkit4j.wire.file to
            org.rtkit4j.app,
            org.rtkit4j.emulator,
            org.rtkit4j.hardware,
            org.rtkit4j.nbd;
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
