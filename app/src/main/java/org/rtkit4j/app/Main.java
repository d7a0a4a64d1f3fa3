package org.rtkit4j.app;

/// The entry point of the `rtkit` command.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(2);
    }
}
