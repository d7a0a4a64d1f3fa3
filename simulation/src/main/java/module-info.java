/// Host and emulated co-processor on one virtual clock: every choice comes from one seed, so every run can be
/// replayed.
module org.rtkit4j.simulation {
    requires static transitive org.jspecify;
    requires transitive org.rtkit4j.core;
    requires org.rtkit4j.drivers;
    requires transitive org.rtkit4j.emulator;
    requires org.rtkit4j.testkit;

    exports org.rtkit4j.simulation;
}
