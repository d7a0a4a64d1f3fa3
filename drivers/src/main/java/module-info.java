/// Drivers of co-processors, written on registers and shared memory and blind to who implements them.
module org.rtkit4j.drivers {
    requires static transitive org.jspecify;
    requires transitive org.rtkit4j.core;

    exports org.rtkit4j.drivers.smc;
    exports org.rtkit4j.drivers.afk;
    exports org.rtkit4j.drivers.disk;
    exports org.rtkit4j.drivers.display;
    exports org.rtkit4j.drivers.dockchannel;
    exports org.rtkit4j.drivers.epic;
    exports org.rtkit4j.drivers.input;
    exports org.rtkit4j.drivers.nvme;
    exports org.rtkit4j.drivers.sart;
    exports org.rtkit4j.drivers.sensor;
}
