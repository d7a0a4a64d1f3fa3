package org.rtkit4j.app.smc;

import org.rtkit4j.app.json.JsonOption;
import picocli.CommandLine.Mixin;

/// What a command has that prints results, as text or, with `--json`, as JSON.
final class SmcOutput extends SmcWay {
    @Mixin
    private final JsonOption json = new JsonOption();

    boolean isJson() {
        return json.isWanted();
    }
}
