package org.rtkit4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.app.matrix.Feat;
import org.rtkit4j.app.matrix.MatrixPage;
import org.rtkit4j.app.matrix.OurMatrix;
import org.rtkit4j.app.matrix.Survival;
import org.rtkit4j.conformance.ForeignHost.Result;
import org.rtkit4j.emulator.dma.DmaSpec;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.message.CoprocessorKind;

/// Every host that is at hand on every firmware: the table of `docs/matrix.md`.
///
/// `./mvnw -pl conformance -am test -Dtest=MatrixTest -Drtkit.update=docs` brings the page up to date.
@DisplayName("every host on every firmware")
@ExtendWith(ScenarioList.class)
class MatrixTest {
    private static final Path PAGE = ForeignHost.file("docs/matrix.md");
    private static final String BEGIN = "<!-- The table is written by MatrixTest. -->\n";
    private static final String END = "<!-- Here it ends. -->\n";
    private static final String LINUX = "Linux 6.1's RTKit library";
    private static final String PLAIN = "plain C";
    private static final String UBOOT = "U-Boot's drivers";
    private static final String PYTHON = "m1n1's Python client";

    private static Path linux;
    private static Path plain;
    private static Optional<UBoot> uboot = Optional.empty();

    @TempDir
    private Path folder;

    @BeforeAll
    static void build() throws Exception {
        ForeignHost.requireCompiler("linux");
        Path folder = ForeignHost.folder("matrix-linux");
        String script = ForeignHost.file("conformance/linux/host/build").toString();
        requireBuilt(ForeignHost.run(script, ForeignHost.linuxSources().toString(), folder.toString()));
        linux = folder.resolve("linux-host");
        plain = ForeignHost.folder("matrix-plain").resolve("plain-host");
        requireBuilt(ForeignHost.run(
                "/usr/bin/gcc",
                "-std=gnu11",
                "-O1",
                "-I" + ForeignHost.file("conformance/proxy"),
                ForeignHost.file("conformance/plain/host.c").toString(),
                ForeignHost.file("conformance/proxy/proxy.c").toString(),
                "-o",
                plain.toString()));
        Optional<Path> sources = UBoot.sources();
        if (sources.isPresent()) {
            uboot = Optional.of(UBoot.build(sources.get(), "matrix-uboot"));
        }
    }

    private static void requireBuilt(Result built) {
        assertEquals(0, built.status(), () -> String.join("\n", built.lines()));
    }

    /// What comes of a host that is not at hand is taken from the page, and said to be.
    @Test
    void thePageHasWhatCameOfIt() throws Exception {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        assertTrue(begin >= BEGIN.length() && end >= begin, "docs/matrix.md has no place for the table");
        var published = PublishedMatrix.parse(page.substring(begin, end));
        sayWhoIsAbsent();
        var all = new ArrayList<Survival>();
        var others = new ArrayList<Survival>();
        for (String name : OurMatrix.firmware()) {
            Profile profile = Profile.named(name);
            all.addAll(OurMatrix.of(profile));
            all.add(linux(profile));
            all.add(plain(profile));
            others.add(uboot.isPresent() ? uboot(uboot.get(), profile) : published.of(UBOOT, name));
            others.add(M1n1Client.TODAYS.isThere() ? python(profile) : published.of(PYTHON, name));
        }
        for (Survival survival : all) {
            assertTrue(survival.isWhole(), survival::toString);
        }
        all.addAll(others);
        String expected = page.substring(0, begin) + "\n" + MatrixPage.table(all) + "\n" + page.substring(end);
        if (System.getProperty("rtkit.update", "").equals("docs")) {
            Files.writeString(PAGE, expected);
        }
        assertEquals(expected, Files.readString(PAGE), "docs/matrix.md is out of date: see this test's comment");
    }

    private static void sayWhoIsAbsent() {
        if (uboot.isEmpty()) {
            System.out.println("matrix: skipped U-Boot, no source: conformance/uboot/download");
        }
        if (!M1n1Client.TODAYS.isThere()) {
            System.out.println("matrix: skipped m1n1's client: M1N1_PROXYCLIENT names no m1n1/proxy.py");
        }
    }

    // It has no driver of an SMC.
    private Survival uboot(UBoot host, Profile profile) throws Exception {
        if (profile.kind() != CoprocessorKind.ANS) {
            return new Survival(UBOOT, profile.name(), Map.of());
        }
        return told(UBOOT, profile, host.run(folder.resolve("mac.sock"), profile));
    }

    // Its own scripts know the filter of M1 alone.
    private Survival python(Profile profile) throws Exception {
        boolean isStorage = profile.kind() == CoprocessorKind.ANS;
        if (isStorage && !hasFilterOfM1(profile)) {
            return new Survival(PYTHON, profile.name(), Map.of());
        }
        Path pty = folder.resolve("mac");
        try (var _ = ServedMac.overPty(pty, profile)) {
            List<String> arguments = List.of(isStorage ? "ans" : "smc");
            return told(PYTHON, profile, M1n1Client.TODAYS.script(pty, "survive.py", arguments));
        }
    }

    // A host that says of each feat what came of it, or ends before.
    private static Survival told(String host, Profile profile, Result result) {
        var outcomes = new EnumMap<Feat, String>(Feat.class);
        for (Feat feat : Feat.values()) {
            String start = feat.label() + ": ";
            result.lines().stream()
                    .filter(line -> line.startsWith(start))
                    .findFirst()
                    .ifPresent(line -> {
                        String why = line.substring(start.length());
                        outcomes.put(feat, why.equals("done") ? "" : why + said(result, line));
                    });
        }
        if (outcomes.isEmpty()) {
            outcomes.put(
                    Feat.BOOT,
                    result.lines().isEmpty() ? "says nothing" : result.lines().getLast());
        }
        return new Survival(host, profile.name(), outcomes);
    }

    // What it said first of all is why.
    private static String said(Result result, String line) {
        String first = result.lines().getFirst();
        return first.equals(line) || first.endsWith(": done") ? "" : "; " + first;
    }

    // The library alone: it has no driver of a controller or of keys.
    private static Survival linux(Profile profile) throws Exception {
        boolean isStorage = profile.kind() == CoprocessorKind.ANS;
        if (isStorage && !hasFilterOfM1(profile)) {
            return new Survival(LINUX, profile.name(), Map.of());
        }
        List<String> scenario = isStorage
                ? List.of("sart", Long.toHexString(profile.base()), "apple,asc-mailbox-v4", "27bc50000")
                : List.of("sram", Long.toHexString(profile.base()), "apple,asc-mailbox-v4", "23fe00000");
        return survival(LINUX, profile, linux, scenario, "running|apple_rtkit_boot\\(rtk\\) = 0", "shutdown|quiesce");
    }

    // The one that the host's tree says.
    private static boolean hasFilterOfM1(Profile profile) {
        return profile.dma() instanceof DmaSpec.WithSart sart && sart.layout().version() == 2;
    }

    private static Survival plain(Profile profile) throws Exception {
        var arguments = new ArrayList<>(List.of(Long.toHexString(profile.base())));
        if (profile.kind() == CoprocessorKind.SMC) {
            arguments.add("sram");
        } else {
            // It gives physical memory, which the filter of a storage does not let through.
            return new Survival(PLAIN, profile.name(), Map.of());
        }
        return survival(PLAIN, profile, plain, arguments, "iop is 0x20", "iop is 0x1");
    }

    private static Survival survival(
            String host, Profile profile, Path program, List<String> arguments, String up, String down)
            throws Exception {
        try (var served = ServedMac.overTcp(profile)) {
            var command = new ArrayList<>(List.of(program.toString(), "127.0.0.1", served.port()));
            command.addAll(arguments);
            Result result = ForeignHost.run(command, List.of());
            var outcomes = new EnumMap<Feat, String>(Feat.class);
            outcomes.put(Feat.BOOT, outcome(result, up));
            outcomes.put(Feat.SLEEP, outcome(result, down));
            return new Survival(host, profile.name(), outcomes);
        }
    }

    private static String outcome(Result result, String wanted) {
        boolean isDone =
                result.status() == 0 && result.lines().stream().anyMatch(line -> line.matches(".*(" + wanted + ").*"));
        return isDone
                ? ""
                : result.lines().isEmpty() ? "says nothing" : result.lines().getLast();
    }
}
