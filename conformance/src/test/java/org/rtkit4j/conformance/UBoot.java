package org.rtkit4j.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rtkit4j.app.emulate.BridgedMac;
import org.rtkit4j.conformance.ForeignHost.Result;
import org.rtkit4j.emulator.dma.DmaSpec;
import org.rtkit4j.emulator.nvme.NvmeConfig;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.bridge.BridgeServer;
import org.rtkit4j.hardware.proxy.server.ServerListener;
import org.rtkit4j.wire.nvme.NvmeVariant;

/// U-Boot's own RTKit, mailbox, SART and NVMe drivers, unmodified, in a program that drives an emulated Mac over the
/// bridge: see `conformance/uboot/host`.
///
/// Its source is that of Debian's package, which `conformance/uboot/download` gets, or a file or tree that the property
/// `rtkit.uboot` names.
record UBoot(Path program) {
    /// The power manager's word of the first co-processor on the emulated Mac.
    private static final String POWER = "23b700008";

    /// Returns where the source is, if it is at hand.
    static Optional<Path> sources() throws IOException {
        String named = System.getProperty("rtkit.uboot", "");
        if (!named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        Path folder = ForeignHost.kernels().resolve("u-boot");
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.orig\\.tar\\.[a-z0-9]+"))
                    .max(Path::compareTo);
        }
    }

    /// Skips the test that asks where the source is not at hand.
    static Path requireSources() throws IOException {
        ForeignHost.requireCompiler("uboot");
        Optional<Path> sources = sources();
        ForeignHost.requireOrSkip(sources.isPresent(), "uboot", "no source of U-Boot: conformance/uboot/download");
        return sources.orElseThrow();
    }

    static UBoot build(Path sources, String folder) throws IOException, InterruptedException {
        Path into = ForeignHost.folder(folder);
        String script = ForeignHost.file("conformance/uboot/host/build").toString();
        Result built = ForeignHost.run(script, sources.toString(), into.toString());
        if (built.status() != 0) {
            throw new AssertionError(String.join("\n", built.lines()));
        }
        return new UBoot(into.resolve("uboot-host"));
    }

    /// Has it do with a storage what a boot loader does, and what comes behind a crash.
    ///
    /// @param socket where nothing is yet
    Result run(Path socket, Profile profile) throws IOException, InterruptedException {
        NvmeConfig nvme = profile.nvme();
        if (nvme == null || !(profile.dma() instanceof DmaSpec.WithSart sart)) {
            throw new IllegalArgumentException("no storage behind a SART: " + profile.name());
        }
        try (var _ = BridgeServer.listen(
                memory -> new BridgedMac(List.of(profile), memory), socket, new ServerListener() {})) {
            return ForeignHost.run(
                    program.toString(),
                    socket.toString(),
                    Long.toHexString(profile.base()),
                    Long.toHexString(nvme.physAddr()),
                    compatible(nvme.variant()),
                    Long.toHexString(sart.physAddr()),
                    compatible(sart),
                    POWER);
        }
    }

    // What chips from M1 to M3 have in common is the name that it looks for.
    private static String compatible(NvmeVariant variant) {
        return variant == NvmeVariant.T8103 ? "apple,nvme-ans2" : variant.compatible();
    }

    private static String compatible(DmaSpec.WithSart sart) {
        return switch (sart.layout().version()) {
            case 0 -> "apple,t8015-sart";
            case 2 -> "apple,t8103-sart";
            default -> "apple,t6000-sart";
        };
    }
}
