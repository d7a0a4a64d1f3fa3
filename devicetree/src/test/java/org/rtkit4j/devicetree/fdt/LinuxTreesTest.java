package org.rtkit4j.devicetree.fdt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.devicetree.DebianTool;
import org.rtkit4j.devicetree.coprocessor.Coprocessors;
import org.rtkit4j.devicetree.graph.SupplierGraph;
import org.rtkit4j.devicetree.order.Cycles;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.TreeFormatException;

/// Every board of Linux's arm64 tree that compiles: read without a warning, written as dtc writes it.
///
/// The sources are those of Debian's package linux-source-6.1, unpacked for the test.
class LinuxTreesTest {
    private static final Path SOURCES = Path.of("/usr/src/linux-source-6.1.tar.xz");
    private static final String TOP = "linux-source-6.1";
    private static final String BOARDS = "arch/arm64/boot/dts";

    @TempDir
    Path folder;

    /// A board whose tree was read: how many nodes, and edges between devices.
    private record Board(String name, boolean compiles, int nodes, int edges, int problems) {}

    @Test
    void everyBoardIsReadWithoutAWarningAndWrittenAsDtcDoes() throws Exception {
        DebianTool.need("linux", "gcc", "dtc", "tar", "xz");
        if (!Files.isRegularFile(SOURCES)) {
            DebianTool.missing("linux", SOURCES.toString());
        }
        unpack();
        List<Board> boards = readAll();
        List<Board> read = boards.stream().filter(Board::compiles).toList();
        assertTrue(read.size() > 700, "only %d of %d compile".formatted(read.size(), boards.size()));
        long nodes = read.stream().mapToLong(Board::nodes).sum();
        long edges = read.stream().mapToLong(Board::edges).sum();
        long problems = read.stream().mapToLong(Board::problems).sum();
        String counts = "%d boards of %d, %d nodes, %d edges, %d references that lead nowhere"
                .formatted(read.size(), boards.size(), nodes, edges, problems);
        assertTrue(nodes > 100L * read.size() && edges > 100L * read.size(), counts);
        System.getLogger(LinuxTreesTest.class.getName()).log(System.Logger.Level.INFO, counts);
    }

    private void unpack() {
        DebianTool.Result unpacked = DebianTool.run(
                "tar",
                "-xJf",
                SOURCES.toString(),
                "-C",
                folder.toString(),
                TOP + "/arch/arm64/boot/dts",
                TOP + "/arch/arm/boot/dts",
                TOP + "/include/dt-bindings",
                TOP + "/include/uapi/linux/input-event-codes.h",
                TOP + "/scripts/dtc/include-prefixes");
        assertEquals(0, unpacked.status(), "tar");
    }

    private List<Board> readAll() throws IOException, InterruptedException, ExecutionException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(folder.resolve(TOP).resolve(BOARDS))) {
            sources = files.filter(file -> file.toString().endsWith(".dts"))
                    .sorted()
                    .toList();
        }
        List<Future<Board>> results = new ArrayList<>();
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            for (Path source : sources) {
                results.add(both.submit(() -> read(source)));
            }
        }
        List<Board> boards = new ArrayList<>();
        for (Future<Board> result : results) {
            boards.add(result.get());
        }
        return boards;
    }

    private Board read(Path source) throws IOException, TreeFormatException {
        String name = folder.relativize(source).toString();
        byte[] compiled = compile(source, folder.resolve(name.replace('/', '_')));
        if (compiled.length == 0) {
            return new Board(name, false, 0, 0, 0);
        }
        DeviceTree tree = FdtReader.read(compiled);
        assertEquals(List.of(), tree.warnings(), name);
        assertArrayEquals(compiled, FdtWriter.write(tree), name);
        SupplierGraph graph = SupplierGraph.of(tree);
        int edges = graph.devices().stream()
                .mapToInt(device -> graph.suppliersOf(device).size())
                .sum();
        assertTrue(Cycles.of(graph).size() <= graph.devices().size(), name);
        assertEquals(name.contains("/apple/"), !Coprocessors.of(tree).isEmpty(), name);
        return new Board(
                name, true, tree.nodes().size(), edges, graph.problems().size());
    }

    private byte[] compile(Path source, Path target) throws IOException {
        Path top = folder.resolve(TOP);
        Path preprocessed = Path.of(target + ".i");
        Path tree = Path.of(target + ".dtb");
        DebianTool.Result cpp = DebianTool.run(
                "gcc",
                "-E",
                "-nostdinc",
                "-undef",
                "-D__DTS__",
                "-x",
                "assembler-with-cpp",
                "-I" + source.getParent(),
                "-I" + top.resolve("scripts/dtc/include-prefixes"),
                "-o",
                preprocessed.toString(),
                source.toString());
        if (cpp.status() == 0) {
            DebianTool.run(
                    "dtc",
                    "-q",
                    "-I",
                    "dts",
                    "-O",
                    "dtb",
                    "-i",
                    source.getParent().toString(),
                    "-o",
                    tree.toString(),
                    preprocessed.toString());
        }
        byte[] compiled = Files.exists(tree) ? Files.readAllBytes(tree) : new byte[0];
        Files.deleteIfExists(preprocessed);
        Files.deleteIfExists(tree);
        return compiled;
    }
}
