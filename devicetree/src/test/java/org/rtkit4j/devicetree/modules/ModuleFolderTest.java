package org.rtkit4j.devicetree.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleFolderTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeAKernel() throws IOException {
        write("modules.dep", """
                kernel/a/top.ko.xz: kernel/b/mid-one.ko kernel/b/base.ko
                kernel/b/mid-one.ko: kernel/b/base.ko
                kernel/b/base.ko:
                kernel/c/hash_generic.ko.zst:
                kernel/c/hash-neon.ko.gz: kernel/b/base.ko
                kernel/d/later.ko:
                kernel/d/perhaps.ko: kernel/d/deep.ko
                kernel/d/deep.ko:
                """);
        write("modules.alias", """
                # Aliases extracted from modules themselves.
                alias of:N*T*Cx,devC* top
                alias of:N*T*Cx,dev top
                alias of:NspecialT*Cx,base base
                alias of:N*T*Cx,[abC]-dev mid-one
                alias spi:keys later
                alias crypto-hash hash_generic
                alias crypto-hash hash-neon
                alias of:N*T*Cx,built-inC* built_in
                alias pci:v0000106Bd* top
                alias pci:v000014E4d00004425sv*sd*bc02sc80i* later
                """);
        write("modules.softdep", "softdep top pre: crypto-hash gone post: later\n");
        write("modules.weakdep", "weakdep mid_one perhaps\n");
        write("modules.builtin", "kernel/e/built-in.ko\n");
        Files.writeString(folder.resolve("modules.builtin.modinfo"), "core.alias=of:N*T*Cx,core\0core.license=GPL\0");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private ModuleFolder read() throws IOException, ModuleFormatException {
        return ModuleFolder.read(folder);
    }

    private List<String> claiming(String modalias) throws IOException, ModuleFormatException {
        return read().claiming(modalias).stream().map(KernelModule::name).toList();
    }

    @Test
    void findsModulesByAnyOfTheirStrings() throws IOException, ModuleFormatException {
        assertEquals(List.of("top"), claiming("of:NfooT(null)Cx,dev"));
        assertEquals(List.of("top"), claiming("of:NfooT(null)Cfirst,oneCx,dev"));
        assertEquals(List.of("top"), claiming("of:NfooT(null)Cx,devClast,one"));
        assertEquals(List.of("top"), claiming("of:NfooTcpuCa,aCx,devClast,one"));
        assertEquals(List.of(), claiming("of:NfooT(null)Cx,dev2"));
        assertEquals(List.of(), claiming("of:NfooT(null)Cxx,dev"));
        assertEquals(List.of("base"), claiming("of:NspecialT(null)Cx,base"));
        assertEquals(List.of(), claiming("of:NotherT(null)Cx,base"));
        assertEquals(List.of("mid_one"), claiming("of:NotherT(null)Cx,b-dev"));
        assertEquals(List.of("later"), claiming("spi:keys"));
        assertEquals(List.of("later"), claiming("pci:v000014E4d00004425"));
        assertEquals(List.of(), claiming("pci:v000014E4d00004424"));
    }

    @Test
    void knowsWhatIsBuiltIn() throws IOException, ModuleFormatException {
        assertTrue(read().isBuiltIn("built-in") && read().isBuiltIn("built_in"));
        assertEquals(Set.of("core"), read().builtInClaiming("of:NfooT(null)Cx,core"));
        assertEquals(Set.of("built_in"), read().builtInClaiming("of:NfooT(null)Cx,built-inCfoo"));
    }

    @Test
    void loadsSoftDependenciesAroundAModuleAndKeepsWeakOnesAtHand() throws IOException, ModuleFormatException {
        ModuleFolder kernel = read();
        LoadOrder order = LoadOrder.of(kernel);
        order.add(kernel.module("top").orElseThrow(), new Reason(Reason.Kind.ASKED, "me"));
        assertEquals(
                List.of(
                        "base [symbols used by top, symbols used by hash_neon]",
                        "mid_one [symbols used by top]",
                        "hash_generic [softdep before top]",
                        "hash_neon [softdep before top]",
                        "top [asked for by me]",
                        "later [softdep behind top]",
                        "deep [symbols used by perhaps]",
                        "perhaps [weakdep of mid_one]"),
                order.modules().entrySet().stream()
                        .map(entry -> entry.getKey().name() + " " + entry.getValue())
                        .toList());
        assertEquals(List.of("top wants gone, which this kernel has not"), order.problems());
    }

    @Test
    void softDependenciesInACircleEnd() throws IOException, ModuleFormatException {
        write("modules.softdep", "softdep base pre: deep\nsoftdep deep pre: base\n");
        ModuleFolder kernel = read();
        LoadOrder order = LoadOrder.of(kernel);
        order.add(kernel.module("base").orElseThrow(), new Reason(Reason.Kind.ASKED, "me"));
        assertEquals(2, order.modules().size());
    }

    @Test
    void refusesAFolderWithoutModules() {
        ModuleFormatException refused =
                assertThrows(ModuleFormatException.class, () -> ModuleFolder.read(folder.resolve("nothing")));
        assertTrue(refused.getMessage().contains("no modules.dep"), refused.getMessage());
    }

    @Test
    void refusesALineThatNamesNoModule() throws IOException {
        write("modules.dep", "kernel/b/base.ko:\nwhat is this\n");
        ModuleFormatException refused = assertThrows(ModuleFormatException.class, this::read);
        assertTrue(refused.getMessage().contains("what is this"), refused.getMessage());
    }
}
