/// Evidence of speed and size; never shipped.
module org.rtkit4j.benchmarks {
    requires static org.jspecify;
    requires static jmh.core;
    requires com.fasterxml.jackson.core;
    requires java.management;
    requires java.net.http;
    requires jdk.management;
    requires org.rtkit4j.capture;
    requires org.rtkit4j.core;
    requires org.rtkit4j.drivers;
    requires org.rtkit4j.emulator;
    requires org.rtkit4j.hardware;
    requires org.rtkit4j.forensics;
    requires org.rtkit4j.testkit;
}
