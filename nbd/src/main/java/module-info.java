/// A server that exports a disk over NBD, the network block device protocol.
module org.rtkit4j.nbd {
    requires static transitive org.jspecify;
    requires transitive org.rtkit4j.drivers;

    exports org.rtkit4j.nbd;
}
