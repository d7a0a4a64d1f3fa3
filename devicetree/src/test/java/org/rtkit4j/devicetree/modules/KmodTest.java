package org.rtkit4j.devicetree.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.devicetree.DebianTool;
import org.rtkit4j.testkit.Corpus;

/// What we say loads, against what Debian's modprobe says, on the same kernel's folder.
class KmodTest {
    private static final String VERSION = "6.1.0-apple";

    @TempDir
    Path root;

    private Path folder;
    private ModuleFolder modules;

    @BeforeEach
    void copyTheKernelsFolder() throws IOException, ModuleFormatException {
        DebianTool.need("kmod", "modprobe");
        Path corpus = Corpus.path("modules/linux-6.1-apple");
        folder = Files.createDirectories(root.resolve("lib/modules").resolve(VERSION));
        for (String name : List.of("modules.dep", "modules.alias", "modules.softdep", "modules.builtin")) {
            Files.copy(corpus.resolve(name), folder.resolve(name));
        }
        KmodIndex dependencies = new KmodIndex();
        for (String line : Files.readAllLines(corpus.resolve("modules.dep"))) {
            String file = line.substring(line.indexOf(':') < 0 ? 0 : line.lastIndexOf('/', line.indexOf(':')) + 1);
            // modprobe looks whether a module's file is there.
            Path module = folder.resolve(line.substring(0, line.indexOf(':')));
            Files.createDirectories(module.getParent());
            Files.createFile(module);
            dependencies.add(file.substring(0, file.indexOf(".ko")).replace('-', '_'), line);
        }
        Files.write(folder.resolve("modules.dep.bin"), dependencies.bytes());
        KmodIndex aliases = new KmodIndex();
        for (String line : Files.readAllLines(corpus.resolve("modules.alias"))) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("alias")) {
                aliases.add(words[1].replace('-', '_'), words[2]);
            }
        }
        Files.write(folder.resolve("modules.alias.bin"), aliases.bytes());
        modules = ModuleFolder.read(folder);
    }

    private List<String> modprobe(String module) {
        DebianTool.Result result = DebianTool.run(
                "modprobe", "-d", root.toString(), "-S", VERSION, "-C", "/dev/null", "--show-depends", module);
        List<String> paths = new ArrayList<>();
        for (String line : result.lines()) {
            if (line.startsWith("insmod ")) {
                paths.add(folder.relativize(
                                Path.of(line.substring("insmod ".length()).strip()))
                        .toString());
            }
        }
        return List.copyOf(new LinkedHashSet<>(paths));
    }

    private static List<String> ours(LoadOrder order, KernelModule module) {
        order.add(module, new Reason(Reason.Kind.ASKED, "the test"));
        return order.modules().keySet().stream().map(KernelModule::path).toList();
    }

    @Test
    void theClosureBySymbolsIsModprobesForEveryModule() throws IOException {
        Files.delete(folder.resolve("modules.softdep"));
        assertEquals(98, modules.modules().size());
        for (KernelModule module : modules.modules()) {
            assertEquals(modprobe(module.name()), ours(LoadOrder.bySymbols(modules), module), module.name());
        }
    }

    // modprobe takes the first line of a module's soft dependencies only; btrfs has four.
    @Test
    void theClosureWithSoftDependenciesIsModprobesWhereItReadsThemAll() {
        List<String> larger = new ArrayList<>();
        boolean isSoft = false;
        for (KernelModule module : modules.modules()) {
            List<String> theirs = modprobe(module.name());
            List<String> ours = ours(LoadOrder.of(modules), module);
            assertEquals(theirs, ours.stream().filter(theirs::contains).toList(), module.name());
            if (ours.size() > theirs.size()) {
                larger.add(module.name());
            }
            isSoft |= theirs.size() > ours(LoadOrder.bySymbols(modules), module).size();
        }
        assertEquals(List.of("btrfs"), larger);
        assertTrue(isSoft, "no soft dependency anywhere");
    }

    @Test
    void modprobeDoesNotKnowOfTheMailbox() {
        List<String> storage = modprobe("nvme-apple");
        assertTrue(storage.contains("kernel/drivers/nvme/host/nvme-apple.ko"), storage.toString());
        assertTrue(storage.contains("kernel/drivers/soc/apple/apple-rtkit.ko"), storage.toString());
        assertFalse(storage.toString().contains("mailbox"), storage.toString());
    }

    @Test
    void aliasesMeanWhatModprobeThinks() {
        for (String modalias : List.of(
                "of:NnvmeT(null)Capple,t8103-nvme-ans2Capple,nvme-ans2",
                "of:NmboxT(null)Capple,t8103-asc-mailboxCapple,asc-mailbox-v4",
                "of:NiommuT(null)Capple,t8103-dart",
                "of:Ni2cT(null)Capple,t8103-i2cCapple,i2c",
                "of:NxT(null)CbarCapple,sart",
                "crypto-crc32c")) {
            DebianTool.Result names =
                    DebianTool.run("modprobe", "-d", root.toString(), "-S", VERSION, "-C", "/dev/null", "-R", modalias);
            assertEquals(
                    names.lines().stream().distinct().sorted().toList(),
                    modules.claiming(modalias).stream()
                            .map(KernelModule::name)
                            .sorted()
                            .toList(),
                    modalias);
        }
    }
}
