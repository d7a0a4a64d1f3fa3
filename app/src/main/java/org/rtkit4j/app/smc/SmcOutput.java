package org.rtkit4j.app.smc;

import picocli.CommandLine.Option;

/// What a command has that prints results, as text or, with `--json`, as JSON.
final class SmcOutput extends SmcWay {
    @Option(names = "--json", description = "Print JSON; docs/smc.md describes it.")
    private boolean json;

    boolean isJson() {
        return json;
    }
}
