package org.rtkit4j.devicetree.modules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rtkit4j.devicetree.alias.ModuleNames;

/// The modules of one kernel as depmod describes them in `/lib/modules/VERSION`. Immutable.
///
/// Read are the text files: `modules.dep`, `modules.alias`, `modules.softdep`, `modules.weakdep`,
/// `modules.builtin` and `modules.builtin.modinfo`; no module itself. Source: modules.dep(5), depmod of kmod.
public final class ModuleFolder {
    private static final String ALIAS = "alias ";

    private final Path folder;
    private final Map<String, KernelModule> modules = new LinkedHashMap<>();
    private final Map<String, String> builtIn = new HashMap<>();
    private final Map<String, SoftDependency> soft = new HashMap<>();
    private final AliasIndex aliases = new AliasIndex();
    private final AliasIndex builtInAliases = new AliasIndex();

    private ModuleFolder(Path folder) {
        this.folder = folder;
    }

    /// Reads a kernel's folder.
    ///
    /// @throws ModuleFormatException if it is not one
    /// @throws IOException if something cannot be read
    public static ModuleFolder read(Path folder) throws IOException, ModuleFormatException {
        if (!Files.isRegularFile(folder.resolve("modules.dep"))) {
            throw new ModuleFormatException(
                    folder + ": not the folder of a kernel's modules: no modules.dep, which depmod makes");
        }
        ModuleFolder read = new ModuleFolder(folder);
        ModuleFiles files = new ModuleFiles(folder);
        List<String> wrong = new ArrayList<>();
        files.lines("modules.dep", line -> read.dependencies(line, wrong));
        if (!wrong.isEmpty()) {
            throw new ModuleFormatException(folder.resolve("modules.dep") + ": no module in line: " + wrong.getFirst());
        }
        files.lines("modules.alias", ModuleFolder::isOfUse, read::alias);
        files.lines("modules.softdep", read::softDependency);
        files.lines("modules.weakdep", read::softDependency);
        files.lines("modules.builtin", line -> read.builtIn.put(ModuleNames.ofFile(line), line));
        files.entries("modules.builtin.modinfo", read::builtInInfo);
        return read;
    }

    private void dependencies(String line, List<String> wrong) {
        int colon = line.indexOf(':');
        if (colon <= 0) {
            wrong.add(line);
            return;
        }
        String path = line.substring(0, colon);
        List<String> needed = ModuleFiles.words(line, colon + 1);
        needed.replaceAll(ModuleNames::ofFile);
        String name = ModuleNames.ofFile(path);
        modules.putIfAbsent(name, new KernelModule(name, path, List.copyOf(needed)));
    }

    // Only what is asked for here: devices of a tree, and the plain names that soft dependencies use. Most
    // lines of a large kernel are about USB and PCI.
    private static boolean isOfUse(String text, int start) {
        int pattern = start + ALIAS.length();
        if (text.startsWith("of:", pattern)) {
            return true;
        }
        for (int i = pattern; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':') {
                return text.startsWith("spi:", pattern) || text.startsWith("pci:v0000", pattern);
            }
            if (c == ' ' || c == '\n') {
                return true;
            }
        }
        return true;
    }

    private void alias(String line) {
        int space = line.lastIndexOf(' ');
        if (space > ALIAS.length() && line.startsWith(ALIAS)) {
            aliases.add(line.substring(ALIAS.length(), space), line.substring(space + 1));
        }
    }

    // softdep NAME pre: A B post: C
    // weakdep NAME A B
    private void softDependency(String line) {
        List<String> words = ModuleFiles.words(line, 0);
        if (words.size() < 3) {
            return;
        }
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        List<String> weak = new ArrayList<>();
        List<String> list = words.getFirst().equals("weakdep") ? weak : new ArrayList<>();
        for (String word : words.subList(2, words.size())) {
            switch (word) {
                case "pre:" -> list = before;
                case "post:" -> list = after;
                default -> list.add(word);
            }
        }
        soft.merge(ModuleNames.normalized(words.get(1)), new SoftDependency(before, after, weak), ModuleFolder::joined);
    }

    private static SoftDependency joined(SoftDependency one, SoftDependency other) {
        return new SoftDependency(
                joined(one.before(), other.before()),
                joined(one.after(), other.after()),
                joined(one.weak(), other.weak()));
    }

    private static List<String> joined(List<String> one, List<String> other) {
        List<String> joined = new ArrayList<>(one);
        joined.addAll(other);
        return joined;
    }

    private void builtInInfo(String entry) {
        int dot = entry.indexOf('.');
        if (dot > 0 && entry.startsWith("alias=", dot + 1)) {
            builtInAliases.add(entry.substring(dot + 1 + "alias=".length()), entry.substring(0, dot));
        }
    }

    /// Returns where this was read from.
    public Path folder() {
        return folder;
    }

    /// Returns all modules in the order of `modules.dep`.
    public Collection<KernelModule> modules() {
        return Collections.unmodifiableCollection(modules.values());
    }

    /// Returns a module by its name, spelled either way.
    public Optional<KernelModule> module(String name) {
        return Optional.ofNullable(modules.get(ModuleNames.normalized(name)));
    }

    /// Returns whether a module is part of the kernel itself.
    public boolean isBuiltIn(String name) {
        return builtIn.containsKey(ModuleNames.normalized(name));
    }

    /// Returns the modules that claim a device with this modalias, in the order of `modules.alias`.
    public List<KernelModule> claiming(String modalias) {
        List<KernelModule> found = new ArrayList<>();
        for (String name : aliases.find(modalias)) {
            module(name).ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    /// Returns the names of what is built in and claims a device with this modalias, as far as the kernel says
    /// so: before 6.18 it does not for device trees.
    public Set<String> builtInClaiming(String modalias) {
        Set<String> found = new LinkedHashSet<>(builtInAliases.find(modalias));
        for (String name : aliases.find(modalias)) {
            if (!modules.containsKey(name) && isBuiltIn(name)) {
                found.add(name);
            }
        }
        return Collections.unmodifiableSet(found);
    }

    /// Returns the modules that a name means: the one of that name, or those of which it is an alias.
    List<KernelModule> meant(String name) {
        Optional<KernelModule> own = module(name);
        return own.map(List::of).orElseGet(() -> isBuiltIn(name) ? List.of() : claiming(name));
    }

    /// Returns whether a name means anything: a module, one that is built in, or an alias.
    boolean isKnown(String name) {
        return isBuiltIn(name)
                || !meant(name).isEmpty()
                || !builtInAliases.find(name).isEmpty();
    }

    SoftDependency softDependency(KernelModule module) {
        return soft.getOrDefault(module.name(), SoftDependency.NONE);
    }
}
