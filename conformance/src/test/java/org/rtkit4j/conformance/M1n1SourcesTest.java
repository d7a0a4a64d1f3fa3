package org.rtkit4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rtkit4j.conformance.ForeignHost.Result;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.display.Picture;
import org.rtkit4j.emulator.profile.Profile;

/// m1n1's own C in user space, not a letter changed: `rtkit.c` boots an emulated display co-processor, `afk.c` opens
/// its rings, `dcp_iboot.c` shows a picture.
///
/// Where its sources are says the environment variable `M1N1_SOURCES`, the folder that has `src/afk.c`; without them
/// the tests are skipped, saying so. What is around them is `conformance/m1n1/world.h`.
@DisplayName("m1n1's own C")
@ExtendWith(ScenarioList.class)
class M1n1SourcesTest {
    private static final Path SOURCES = Path.of(System.getenv().getOrDefault("M1N1_SOURCES", ""));

    private static final List<String> COMPILED = List.of("asc.c", "rtkit.c", "afk.c", "dcp_iboot.c", "dcp/parser.c");
    private static final List<String> INCLUDED = List.of("asc.h", "rtkit.h", "afk.h", "dcp_iboot.h", "dcp/parser.h");

    // These ask for a Mac: in their place is the world of ours.
    private static final List<String> REPLACED =
            List.of("types.h", "utils.h", "malloc.h", "adt.h", "dart.h", "iova.h", "sart.h", "firmware.h");

    private static final Map<String, String> WRITTEN = Map.of("../config.h", "", "dcp.h", """
                    #include "afk.h"
                    #include "asc.h"
                    #include "rtkit.h"
                    typedef struct dcp_dev { asc_dev_t *asc; rtkit_dev_t *rtkit; afk_epic_t *afk; } dcp_dev_t;
                    """);

    private static Path program;

    @BeforeAll
    static void build() throws Exception {
        ForeignHost.requireOrSkip(
                Files.exists(SOURCES.resolve("src/afk.c")), "m1n1-c", "M1N1_SOURCES names no src/afk.c");
        ForeignHost.requireCompiler("m1n1-c");
        Path folder = ForeignHost.folder("m1n1");
        Path src = Files.createDirectories(folder.resolve("src"));
        lay(src);
        program = folder.resolve("m1n1-host");
        Result built = ForeignHost.run(command(src).toArray(String[]::new));
        assertEquals(0, built.status(), () -> String.join("\n", built.lines()));
    }

    private static void lay(Path src) throws IOException {
        Files.createDirectories(src.resolve("dcp"));
        for (List<String> names : List.of(COMPILED, INCLUDED)) {
            for (String name : names) {
                Path source = SOURCES.resolve("src").resolve(name);
                Files.copy(source, src.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        for (String name : REPLACED) {
            Files.writeString(src.resolve(name), "#include \"world.h\"\n");
        }
        for (Map.Entry<String, String> each : WRITTEN.entrySet()) {
            Files.writeString(src.resolve(each.getKey()).normalize(), each.getValue());
        }
    }

    // Its warnings are its own.
    private static List<String> command(Path src) {
        var command = new ArrayList<>(List.of("/usr/bin/gcc", "-std=gnu11", "-O1", "-w"));
        command.add("-fsanitize=undefined");
        command.add("-fno-sanitize-recover=all");
        for (String folder : List.of("m1n1", "proxy")) {
            command.add("-I" + ForeignHost.file("conformance/" + folder));
        }
        command.add("-I" + src);
        for (String ours : List.of("m1n1/host.c", "m1n1/world.c", "proxy/proxy.c")) {
            command.add(ForeignHost.file("conformance/" + ours).toString());
        }
        COMPILED.forEach(name -> command.add(src.resolve(name).toString()));
        command.addAll(List.of("-o", program.toString()));
        return command;
    }

    @Test
    void showsAPictureByItsOwnRingsAndServices() throws Exception {
        Profile dcp = Profile.named("dcp")
                .with("display.connector", "external")
                .with("display.monitor", "fail-safe")
                .with("dma", "physical")
                .with("display.dma", "physical");
        try (var served = ServedMac.overTcp(dcp)) {
            Result result =
                    ForeignHost.run(program.toString(), "127.0.0.1", served.port(), Long.toHexString(dcp.base()));
            assertEquals(0, result.status(), () -> String.join("\n", result.lines()));
            List<String> expected = List.of(
                    "rtkit(dcp): booting with version 12",
                    "monitor: 1 timings=1 colors=1",
                    "timing: 640x480 at 60",
                    "color: 24 bits",
                    "swap: 1",
                    "shown",
                    "done");
            assertTrue(result.lines().containsAll(expected), () -> String.join("\n", result.lines()));
            requirePicture(served.coprocessor());
        }
    }

    private static void requirePicture(Coprocessor dcp) {
        Picture seen = dcp.screen().picture().orElseThrow();
        for (int y = 0; y < seen.height(); y++) {
            for (int x = 0; x < seen.width(); x++) {
                int expected = (x & 0xff) << 16 | (y & 0xff) << 8 | ((x + y) & 0xff);
                assertEquals(expected, seen.at(x, y), x + ", " + y);
            }
        }
    }
}
