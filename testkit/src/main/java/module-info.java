/// What tests of drivers need: clocks that stand still, seeds that replay, dialogues with a scripted firmware.
module org.rtkit4j.testkit {
    requires static transitive org.jspecify;
    requires transitive org.rtkit4j.wire;
    requires transitive org.junit.jupiter.params;
    requires jdk.management;
    requires java.management;

    exports org.rtkit4j.testkit;
    exports org.rtkit4j.testkit.crashlog;
}
