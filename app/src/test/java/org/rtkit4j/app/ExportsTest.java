package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Somebody needs what a module exports: another module's main code, a signature that such code sees, or a user of
/// the library, for the reason that `exports.txt` gives. What nobody needs goes into a package that is not exported.
class ExportsTest {
    private static final String ROOT = "org.rtkit4j.";
    private static final Path PROJECT = Path.of("..");
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?(org\\.rtkit4j\\.[\\w.]+);", Pattern.MULTILINE);

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new MainCode()).importPackages("org.rtkit4j");

    private final Set<JavaClass> exported = exported();

    @Test
    void nothingIsExportedThatNobodyNeeds() throws IOException {
        Set<JavaClass> needed = withSignatures(importedByOthers());
        Set<String> others = exported.stream()
                .filter(type -> !needed.contains(type))
                .map(type -> type.getName().substring(ROOT.length()))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> reasons = reasons().keySet();
        assertEquals(Set.of(), without(others, reasons), "exported for nobody: hide it, or give the reason");
        assertEquals(Set.of(), without(reasons, others), "needs no reason any more, or is not there");
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        var rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static Map<String, String> reasons() throws IOException {
        var reasons = new TreeMap<String, String>();
        for (String line : resource("exports.txt").lines().toList()) {
            int colon = line.indexOf(": ");
            assertTrue(colon > 0, line);
            reasons.put(line.substring(0, colon), line.substring(colon + 2));
        }
        return reasons;
    }

    /// From sources: of a constant that one class takes from another, nothing is left in its bytes.
    private Set<JavaClass> importedByOthers() throws IOException {
        Set<String> imported = new TreeSet<>();
        for (Path file : sources()) {
            String own = ROOT + PROJECT.relativize(file).getName(0) + ".";
            IMPORT.matcher(Files.readString(file))
                    .results()
                    .map(found -> found.group(1))
                    .filter(name -> !name.startsWith(own))
                    .forEach(imported::add);
        }
        return exported.stream()
                .filter(type -> imported.contains(type.getName())
                        || imported.stream().anyMatch(name -> name.startsWith(type.getName() + ".")))
                .collect(Collectors.toSet());
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/main/java/"))
                    .toList();
        }
    }

    private static Set<JavaClass> withSignatures(Set<JavaClass> roots) {
        var seen = new LinkedHashSet<>(roots);
        var work = new ArrayDeque<>(roots);
        while (!work.isEmpty()) {
            for (JavaClass type : signature(work.remove())) {
                JavaClass element = type.getBaseComponentType();
                if (element.getName().startsWith(ROOT) && seen.add(element)) {
                    work.add(element);
                }
            }
        }
        return seen;
    }

    /// Everything that the visible declaration of a type names.
    private static Set<JavaClass> signature(JavaClass type) {
        var named = new LinkedHashSet<JavaClass>(type.getAllRawInterfaces());
        type.getRawSuperclass().ifPresent(named::add);
        type.getEnclosingClass().ifPresent(named::add);
        CLASSES.stream()
                .filter(inner ->
                        inner.getEnclosingClass().filter(type::equals).isPresent() && isVisible(inner.getModifiers()))
                .forEach(named::add);
        type.getFields().stream()
                .filter(field -> isVisible(field.getModifiers()))
                .forEach(field -> named.addAll(field.getType().getAllInvolvedRawTypes()));
        type.getCodeUnits().stream()
                .filter(unit -> isVisible(unit.getModifiers()))
                .forEach(unit -> named.addAll(signature(unit)));
        return named;
    }

    private static Set<JavaClass> signature(JavaCodeUnit unit) {
        var named = new LinkedHashSet<>(unit.getReturnType().getAllInvolvedRawTypes());
        unit.getParameterTypes().forEach(parameter -> named.addAll(parameter.getAllInvolvedRawTypes()));
        named.addAll(unit.getExceptionTypes());
        return named;
    }

    private static Set<JavaClass> exported() {
        Set<String> packages = ExportsTest.class
                .getClassLoader()
                .resources("module-info.class")
                .map(ExportsTest::descriptor)
                .filter(module -> module.name().startsWith(ROOT))
                .flatMap(module -> module.exports().stream())
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
        return CLASSES.stream()
                .filter(type -> packages.contains(type.getPackageName()))
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .collect(Collectors.toSet());
    }

    private static ModuleDescriptor descriptor(URL url) {
        try (InputStream bytes = url.openStream()) {
            return ModuleDescriptor.read(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static String resource(String name) throws IOException {
        try (InputStream bytes = ExportsTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(bytes).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
