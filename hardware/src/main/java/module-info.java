/// Registers and memory of real machines, and the proxy protocol that carries them over a cable.
module org.rtkit4j.hardware {
    requires static transitive org.jspecify;
    requires transitive org.rtkit4j.wire;
    requires com.fazecast.jSerialComm;

    exports org.rtkit4j.hardware.bridge;
    exports org.rtkit4j.hardware.interrupt;
    exports org.rtkit4j.hardware.link;
    exports org.rtkit4j.hardware.mapped;
    exports org.rtkit4j.hardware.proxy.server;
    exports org.rtkit4j.hardware.proxy.client;
    exports org.rtkit4j.hardware.uinput;
}
