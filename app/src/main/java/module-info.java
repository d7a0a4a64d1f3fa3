/// The `rtkit` command.
module org.rtkit4j.app {
    requires static org.jspecify;
    requires org.rtkit4j.core;
    requires org.rtkit4j.emulator;
    requires org.rtkit4j.forensics;
    requires com.fasterxml.jackson.core;
    requires info.picocli;

    opens org.rtkit4j.app to
            info.picocli;
    opens org.rtkit4j.app.boot to
            info.picocli;
    opens org.rtkit4j.app.explain to
            info.picocli;
}
