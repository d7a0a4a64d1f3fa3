/// The co-processor's side of RTKit: a machine with memory and mailbox hardware, and the firmware that runs on it.
module org.rtkit4j.emulator {
    requires static transitive org.jspecify;
    requires transitive org.rtkit4j.wire;
    requires com.fasterxml.jackson.core;

    exports org.rtkit4j.emulator;
    exports org.rtkit4j.emulator.afk;
    exports org.rtkit4j.emulator.crash;
    exports org.rtkit4j.emulator.display;
    exports org.rtkit4j.emulator.dma;
    exports org.rtkit4j.emulator.dockchannel;
    exports org.rtkit4j.emulator.fault;
    exports org.rtkit4j.emulator.firmware;
    exports org.rtkit4j.emulator.image;
    exports org.rtkit4j.emulator.machine;
    exports org.rtkit4j.emulator.mailbox;
    exports org.rtkit4j.emulator.mtp;
    exports org.rtkit4j.emulator.nvme;
    exports org.rtkit4j.emulator.profile;
    exports org.rtkit4j.emulator.sensor;
    exports org.rtkit4j.emulator.spmi;
    exports org.rtkit4j.emulator.smc;
}
