package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A name stands for one thing in the whole repository, and classes hold each other in one direction.
class NamesAndRingsTest {
    private static final Path ROOT = Path.of(System.getProperty("rtkit.root", ".."));

    /// Both ends of a conversation, which share the wire's names for their halves and nothing else.
    private static final Set<String> MIRRORED = Set.of(
            "CrashlogEndpoint",
            "EndpointMap",
            "Iop",
            "IoReportEndpoint",
            "KDebugEndpoint",
            "OsLogEndpoint",
            "Outbox",
            "SyslogEndpoint",
            "SystemEndpoint");

    @Test
    void aNameThatIsThereTwiceIsMirroredBetweenCoreAndEmulator() throws IOException {
        Map<String, Set<String>> modules = new TreeMap<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            files.filter(NamesAndRingsTest::isSource)
                    .forEach(file -> modules.computeIfAbsent(nameOf(file), _ -> new TreeSet<>())
                            .add(ROOT.relativize(file).toString()));
        }
        Map<String, Set<String>> twice = new TreeMap<>(modules);
        twice.values().removeIf(where -> where.size() == 1);
        assertEquals(MIRRORED, twice.keySet(), twice::toString);
        twice.forEach((name, where) -> assertEquals(
                "[core, emulator]",
                where.stream()
                        .map(path -> path.substring(0, path.indexOf('/')))
                        .toList()
                        .toString(),
                name));
    }

    private static boolean isSource(Path file) {
        String path = ROOT.relativize(file).toString();
        return path.matches("[a-z]+/src/(main|test)/java/.*\\.java")
                && !path.matches(".*/(package|module)-info\\.java");
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    /// What may hold each other, and why: two or three that make one thing, of which one makes the others.
    private static final Map<String, String> RINGS = Map.ofEntries(
            Map.entry("app.capture: ConvertCommand ParquetOutput", "a command and its output"),
            Map.entry("app.emulate: CoprocessorNodes LinuxTree", "a tree and a part of its text"),
            Map.entry(
                    "app.http: Handler HttpConnection HttpService Request",
                    "a request knows its connection, which serves it"),
            Map.entry(
                    "capture.filter: Comparison FilterParser MessageFilter",
                    "the parser makes what offers to be parsed"),
            Map.entry(
                    "core.iop: EventLoop LoopTask LoopedIop", "a loop makes the tasks and co-processors that wake it"),
            Map.entry("core.supervise: StateChange Supervised SupervisorListener", "a listener is told by whom"),
            Map.entry("devicetree.initramfs: Lz4 Unpacking ZstdProgram", "an archive and the ways to unpack it"),
            Map.entry("devicetree.tree: DeviceTree InterruptTable References", "a tree and its indices"),
            Map.entry("devicetree.tree: Node NodeBuilder NodeIndex", "a node and what it is made by"),
            Map.entry("drivers.smc: Battery GpioPin Smc SmcClock", "an SMC offers views of itself"),
            Map.entry(
                    "emulator.fault: FaultInjector FaultyMailbox FaultyMemory",
                    "an injector and what it stands before"),
            Map.entry("emulator.machine: IoBuffer IoSpace", "a space opens the buffers that close in it"),
            Map.entry("emulator.machine: MachineClock OwnersClock PacedClock", "a sealed type that makes its kinds"),
            Map.entry("emulator.machine: Work WorkQueue", "a queue that is linked through what it holds"),
            Map.entry("emulator.nvme: FileMedium Medium MemoryMedium", "a type that makes its kinds"),
            Map.entry("emulator.smc: KeySet KeySetReader", "what is read, and its reader"),
            Map.entry("hardware.interrupt: LinePoller PolledLine", "a poller makes the lines that it polls"),
            Map.entry("hardware.mapped: UioDevice UioLine", "a device makes its line"),
            Map.entry(
                    "hardware.proxy.client: ProxyBootArgs ProxyClient ProxyPower ProxyRegisters",
                    "a client offers views of itself"),
            Map.entry(
                    "hardware.proxy.server: Calls DartCalls Gunzip PowerCalls", "calls by group, and what they share"),
            Map.entry("hardware.proxy.server: ProxyServer PtyServer TcpServer", "a type that makes its kinds"));

    @Test
    void classesOfAPackageHoldEachOtherInOneDirection() {
        JavaClasses classes =
                new ClassFileImporter().withImportOption(new MainCode()).importPackages("org.rtkit4j");
        Map<String, Set<String>> held = new TreeMap<>();
        for (JavaClass type : classes) {
            type.getDirectDependenciesFromSelf().stream()
                    .map(Dependency::getTargetClass)
                    .map(JavaClass::getBaseComponentType)
                    .filter(other -> other.getPackageName().equals(type.getPackageName()))
                    .map(NamesAndRingsTest::fileOf)
                    .filter(other -> !other.equals(fileOf(type)))
                    .forEach(other -> held.computeIfAbsent(fileOf(type), _ -> new TreeSet<>())
                            .add(other));
        }
        assertEquals(new TreeSet<>(RINGS.keySet()), ringsOf(held));
    }

    private static String fileOf(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }

    private static Set<String> ringsOf(Map<String, Set<String>> held) {
        Map<String, Set<String>> reached = new TreeMap<>();
        held.keySet().forEach(type -> reached.put(type, reachedFrom(type, held)));
        return reached.keySet().stream()
                .filter(type -> reached.get(type).contains(type))
                .map(type -> reached.get(type).stream()
                        .filter(other -> reached.getOrDefault(other, Set.of()).contains(type))
                        .collect(Collectors.toCollection(TreeSet::new)))
                .map(NamesAndRingsTest::describe)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> reachedFrom(String type, Map<String, Set<String>> held) {
        var reached = new TreeSet<String>();
        var next = new ArrayDeque<>(held.get(type));
        while (!next.isEmpty()) {
            String other = next.remove();
            if (reached.add(other)) {
                next.addAll(held.getOrDefault(other, Set.of()));
            }
        }
        return reached;
    }

    private static String describe(Set<String> ring) {
        String first = ring.iterator().next();
        String names = ring.stream()
                .map(type -> type.substring(type.lastIndexOf('.') + 1))
                .collect(Collectors.joining(" "));
        return first.substring("org.rtkit4j.".length(), first.lastIndexOf('.')) + ": " + names;
    }
}
