package org.rtkit4j.devicetree.fdt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.devicetree.DebianTool;
import org.rtkit4j.devicetree.RandomTree;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.Property;
import org.rtkit4j.devicetree.tree.TreeFormatException;
import org.rtkit4j.testkit.Corpus;

/// What we read and write, against the programs that everybody uses.
class DtcTest {
    @TempDir
    Path folder;

    @BeforeEach
    void need() {
        DebianTool.need("dtc", "dtc", "fdtget");
    }

    @ParameterizedTest
    @ValueSource(strings = {"t8103-j274", "t8103-j313"})
    void everyPropertyReadsAsFdtgetPrintsIt(String board) throws IOException, TreeFormatException {
        Path file = Corpus.path("devicetree/" + board + ".dtb");
        DeviceTree tree = FdtReader.read(Files.readAllBytes(file));
        List<String> arguments = new ArrayList<>(List.of("-t", "bx", file.toString()));
        List<String> expected = new ArrayList<>();
        for (Node node : tree.nodes()) {
            for (Property property : node.properties()) {
                arguments.addAll(List.of(node.path(), property.name()));
                expected.add(hex(property.bytes()));
            }
        }
        assertTrue(expected.size() > 1000, "few properties: " + expected.size());
        assertEquals(
                expected,
                DebianTool.run("fdtget", arguments.toArray(String[]::new)).lines());
    }

    // As `fdtget -t bx` prints: without leading zeroes.
    private static String hex(byte[] bytes) {
        return IntStream.range(0, bytes.length)
                .mapToObj(i -> Integer.toHexString(bytes[i] & 0xff))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"t8103-j274", "t8103-j313"})
    void whatWeWriteIsWhatDtcWrites(String board) throws IOException, TreeFormatException {
        Path file = Corpus.path("devicetree/" + board + ".dtb");
        Path ours = folder.resolve("ours.dtb");
        Files.write(ours, FdtWriter.write(FdtReader.read(Files.readAllBytes(file))));
        assertArrayEquals(convert(file, "dts", "-s"), convert(ours, "dts", "-s"));
        assertArrayEquals(convert(file, "dtb"), Files.readAllBytes(ours));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void dtcReadsWhatWeWriteAndWritesTheSame(long seed) throws IOException {
        byte[] bytes = FdtWriter.write(RandomTree.of(new SplittableRandom(seed), Encoding.FDT));
        Path ours = Files.write(folder.resolve("random.dtb"), bytes);
        assertArrayEquals(bytes, convert(ours, "dtb"));
    }

    private static byte[] convert(Path file, String to, String... more) {
        List<String> arguments = new ArrayList<>(List.of("-q", "-f", "-I", "dtb", "-O", to));
        arguments.addAll(List.of(more));
        arguments.add(file.toString());
        DebianTool.Result result = DebianTool.run("dtc", arguments.toArray(String[]::new));
        assertEquals(0, result.status(), "dtc refused " + file.getFileName());
        return result.bytes();
    }
}
