/// The `rtkit` command.
module org.rtkit4j.app {
    requires static org.jspecify;
    requires org.rtkit4j.archive;
    requires org.rtkit4j.capture;
    requires org.rtkit4j.core;
    requires org.rtkit4j.emulator;
    requires org.rtkit4j.devicetree;
    requires org.rtkit4j.drivers;
    requires org.rtkit4j.forensics;
    requires org.rtkit4j.hardware;
    requires org.rtkit4j.nbd;
    requires com.fasterxml.jackson.core;
    requires info.picocli;
    // The formats of `smc export` and the terminal of `smc top`, from libraries without descriptors.
    requires io.prometheus.metrics.exporter.common;
    requires io.prometheus.metrics.model;
    requires HdrHistogram;
    requires java.logging;
    requires java.management;
    requires jdk.jfr;
    requires java.sql;
    requires org.jline;

    opens org.rtkit4j.app to
            info.picocli;
    opens org.rtkit4j.app.boot to
            info.picocli;
    opens org.rtkit4j.app.capture to
            info.picocli;
    opens org.rtkit4j.app.devices to
            info.picocli;
    opens org.rtkit4j.app.display to
            info.picocli;
    opens org.rtkit4j.app.doctor to
            info.picocli;
    opens org.rtkit4j.app.emulate to
            info.picocli;
    opens org.rtkit4j.app.explain to
            info.picocli;
    opens org.rtkit4j.app.fleet to
            info.picocli;
    opens org.rtkit4j.app.input to
            info.picocli;
    opens org.rtkit4j.app.json to
            info.picocli;
    opens org.rtkit4j.app.matrix to
            info.picocli;
    opens org.rtkit4j.app.modules to
            info.picocli;
    opens org.rtkit4j.app.nvme to
            info.picocli;
    opens org.rtkit4j.app.probe to
            info.picocli;
    opens org.rtkit4j.app.sensors to
            info.picocli;
    opens org.rtkit4j.app.serve to
            info.picocli;
    opens org.rtkit4j.app.smc to
            info.picocli;
    opens org.rtkit4j.app.supervise to
            info.picocli;
    opens org.rtkit4j.app.terminal to
            info.picocli;
    opens org.rtkit4j.app.via to
            info.picocli;

    // Endpoints of one's own, from a plugin.
    uses org.rtkit4j.emulator.firmware.EndpointKind;
    // DuckDB's driver, where somebody has put it beside the distribution.
    uses java.sql.Driver;
}
