package org.rtkit4j.emulator.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.display.DisplayConfig;
import org.rtkit4j.emulator.dma.DmaSpec;
import org.rtkit4j.emulator.firmware.EndpointKind;
import org.rtkit4j.emulator.firmware.FirmwareConfig;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.firmware.Quirk;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.mtp.MtpConfig;
import org.rtkit4j.emulator.nvme.NvmeConfig;
import org.rtkit4j.emulator.smc.KeySet;
import org.rtkit4j.wire.file.WholeFile;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.message.MailboxSpeech;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.register.MailboxRegisters;

/// One kind of co-processor as data: where it lies, how it starts, what its firmware offers.
///
/// A profile is a text file of `key = value` lines; those that come with the emulator say in their comments what
/// the keys mean. A file that it names lies beside it, where its name is no absolute path. Immutable.
public final class Profile {
    private static final List<String> NAMES =
            List.of("generic", "ans", "smc", "dcp", "dcpext", "mtp", "aop", "ans-t8015", "ans-t8132");
    private static final List<String> GENERATIONS = List.of(
            "ans-12.3",
            "ans-13.5",
            "ans-14.7",
            "ans-15",
            "ans-26",
            "ans-27",
            "smc-12.3",
            "smc-13.5",
            "smc-14.7",
            "smc-15",
            "smc-26",
            "smc-27");
    private static final String EXTENDS = "extends";
    private static final String BASE = "base";
    private static final Set<String> NO_DIFFERENCE =
            Set.of("description", "firmware.version", "firmware.uuid", "system.firmware");
    private static final Set<String> NAME_OR_FILE_KEYS = Set.of(EXTENDS, "smc.keys");
    private static final Set<String> FILE_KEYS = Set.of(NvmeSettings.IMAGE);
    private static final int DEEPEST = 8;
    private static final int LARGEST_FILE_BYTES = 1 << 20;

    private final String name;
    private final Settings settings;
    private final @Nullable Profile parent;
    private final List<EndpointKind> own;
    private final ProfileReader reader;
    // Not what the settings say, where it was moved with nothing else.
    private final long base;

    private Profile(String name, Settings settings, @Nullable Profile parent, List<EndpointKind> own) {
        this.name = name;
        this.settings = settings;
        this.parent = parent;
        this.own = own;
        reader = new ProfileReader(settings, own);
        base = reader.base;
    }

    private Profile(Profile other, long base) {
        name = other.name;
        settings = other.settings;
        parent = other.parent;
        own = other.own;
        reader = other.reader;
        this.base = base;
    }

    // What a file leaves out is as in the profile that it extends.
    private static Profile of(String name, Settings file, List<EndpointKind> own, int depth) {
        Profile parent = file.value(EXTENDS, null, text -> extended(text, own, depth));
        return parent == null
                ? new Profile(name, file, null, own)
                : new Profile(name, file.over(parent.settings, EXTENDS), parent, own);
    }

    // The line is known to who reads the settings. A profile that extends itself would do so for ever.
    private static Profile extended(String nameOrFile, List<EndpointKind> own, int depth) {
        if (isName(nameOrFile)) {
            return named(nameOrFile);
        }
        if (!Values.isFile(nameOrFile)) {
            throw new IllegalArgumentException("no such profile, there are %s and files".formatted(allNames()));
        }
        if (depth == DEEPEST) {
            throw new IllegalArgumentException("more than %d profiles that extend each other".formatted(DEEPEST));
        }
        try {
            return load(Path.of(nameOrFile), own, depth + 1);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("no such file", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read: " + Values.reason(e), e);
        }
    }

    private static List<String> allNames() {
        return Stream.concat(NAMES.stream(), GENERATIONS.stream()).toList();
    }

    private static boolean isName(String name) {
        return NAMES.contains(name) || GENERATIONS.contains(name);
    }

    /// Returns the names of the profiles that come with the emulator, one for each kind and chip.
    public static List<String> names() {
        return NAMES;
    }

    /// Returns the names of the profiles that come with it beside those: firmware of other years on the same chips.
    public static List<String> generations() {
        return GENERATIONS;
    }

    /// Returns the words for the kinds of endpoint that the emulator itself has; no other may be called so.
    public static Set<String> endpointKinds() {
        return ProfileReader.KIND_NAMES;
    }

    /// Returns a profile that comes with the emulator.
    ///
    /// @throws ProfileException if there is none of this name
    public static Profile named(String name) {
        if (!isName(name)) {
            List<String> all = allNames();
            throw new ProfileException("no such profile: name=%s, there are %s".formatted(name, all), name, all);
        }
        String file = name + ".properties";
        try (InputStream in = Profile.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new ProfileException("profile is missing from the program: " + file);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return of(name, Settings.parse(file, text.lines().toList()), List.of(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads a profile from a file.
    ///
    /// @throws IOException if the file cannot be read
    /// @throws ProfileException if it is not a profile; the message is one line with file and line or key
    public static Profile load(Path file) throws IOException {
        return load(file, List.of());
    }

    /// Reads a profile from a file that may name these kinds of endpoint, beside those that the emulator has.
    ///
    /// @throws IOException if the file cannot be read
    /// @throws ProfileException if it is not a profile; the message is one line with file and line or key
    public static Profile load(Path file, Collection<? extends EndpointKind> own) throws IOException {
        return load(file, own, 0);
    }

    private static Profile load(Path file, Collection<? extends EndpointKind> own, int depth) throws IOException {
        String text = new String(WholeFile.read(file, "a profile", LARGEST_FILE_BYTES), StandardCharsets.UTF_8);
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.properties$", "");
        Settings settings = Settings.parse(file.toString(), text.lines().toList());
        Settings placed = settings.replacing(NAME_OR_FILE_KEYS, value -> Values.nameOrBeside(file, value))
                .replacing(FILE_KEYS, value -> Values.beside(file, value));
        return of(name, placed, List.copyOf(own), depth);
    }

    /// Returns this profile with one key of its file replaced, for example `with("versions", "11..11")`.
    ///
    /// @throws ProfileException if there is no such key, or the value does not fit
    public Profile with(String key, String value) {
        return new Profile(name, settings().with(key, value), parent, own);
    }

    /// Returns this profile at another physical address; what its file counts from its address moves with it. All
    /// that are made so of one profile share what was read, where nothing is counted so: a hundred thousand cost
    /// little more than one.
    ///
    /// @throws ProfileException if the address is not a multiple of 0x4000
    public Profile at(long physAddr) {
        if (reader.isCountedFromBase || !Values.isAligned(physAddr)) {
            return with(BASE, hex(physAddr));
        }
        return new Profile(this, physAddr);
    }

    private Settings settings() {
        return base == reader.base ? settings : settings.with(BASE, hex(base));
    }

    private static String hex(long number) {
        return "0x%x".formatted(number);
    }

    /// Returns this profile with a region of memory of its own elsewhere; what lies in it moves with it.
    ///
    /// @throws ProfileException if it has no such region, or what lies in it has no room there
    public Profile withRegion(String region, long physAddr, long sizeBytes) {
        Region from = regions().stream()
                .filter(each -> each.name().equals(region))
                .findFirst()
                .orElseThrow(() -> new ProfileException("%s has no region %s".formatted(name, region)));
        Region to = Values.pages(new Region(region, physAddr, sizeBytes));
        return new Profile(name, settings().moved(from, to), parent, own);
    }

    /// Returns this profile with these quirks and no others.
    public Profile withQuirks(Quirk... quirks) {
        return with("quirks", Arrays.stream(quirks).map(Quirk::label).collect(Collectors.joining(", ")));
    }

    /// Returns its short name, for example `ans`.
    public String name() {
        return name;
    }

    /// Returns of which kind its co-processor is: what it has decides, then the profile that it is made of, and what
    /// it is called where neither says.
    public CoprocessorKind kind() {
        CoprocessorKind had = reader.kind();
        return had == CoprocessorKind.GENERIC ? CoprocessorKind.of(root()) : had;
    }

    /// Returns what is said on its mailbox, by endpoints of one's own too.
    public MailboxSpeech speech() {
        return new MailboxSpeech(kind().vocabulary(), Map.copyOf(reader.ownKinds));
    }

    /// Returns one sentence on what it is.
    public String description() {
        return reader.description;
    }

    /// Returns the name of the profile that it extends, or null.
    public @Nullable String parent() {
        return parent == null ? null : parent.name;
    }

    /// Returns which co-processor it is, whatever year its firmware is of: what its profile calls its node, or else
    /// the name of the profile at the end of the chain of [#parent].
    public String root() {
        if (!reader.node.isEmpty()) {
            return reader.node;
        }
        return parent == null ? name : parent.root();
    }

    /// Returns the settings that its firmware has otherwise than that of [#parent], by key; empty without one. What
    /// it calls itself is no difference.
    public NavigableMap<String, String> differences() {
        return parent == null ? Collections.emptyNavigableMap() : differencesFrom(parent);
    }

    /// Returns the settings that its firmware has otherwise than that of another profile, by key, as [#differences].
    public NavigableMap<String, String> differencesFrom(Profile other) {
        NavigableMap<String, String> differences = settings().differences(other.settings());
        differences.keySet().removeAll(NO_DIFFERENCE);
        return differences;
    }

    /// Returns the physical address of the co-processor.
    public long base() {
        return base;
    }

    /// Returns the layout of its mailbox.
    public MailboxRegisters mailbox() {
        return reader.mailbox;
    }

    /// Returns after how many messages a FIFO of its mailbox is full.
    public int mailboxDepth() {
        return reader.mailboxDepth;
    }

    /// Returns where the addresses begin under which it sees the AP's memory; 0: it sees physical addresses.
    public long iovaBase() {
        return reader.iovaBase;
    }

    /// Returns what stands between it and the machine's memory.
    public DmaSpec dma() {
        return reader.dma;
    }

    /// Returns the memory of its own.
    public List<Region> regions() {
        return reader.regions;
    }

    /// Returns the numbers of its application endpoints.
    public List<Integer> appEndpoints() {
        return reader.kinds.keySet().stream().sorted().toList();
    }

    /// Returns the storage controller that it is, or null.
    public @Nullable NvmeConfig nvme() {
        return reader.nvme;
    }

    /// Returns the keyboard and trackpad that it has, or null.
    public @Nullable MtpConfig mtp() {
        return reader.mtp;
    }

    /// Returns the display that it has, or null.
    public @Nullable DisplayConfig display() {
        return reader.display;
    }

    /// Returns whether the power manager can reset it: on the chips where it cannot, trying stops the AP.
    public boolean isResettable() {
        return reader.isResettable;
    }

    /// Returns which system firmware its machine has, as that calls itself, `iBoot-7459.101.2`; empty where nothing
    /// says so.
    public String systemFirmware() {
        return reader.systemFirmware;
    }

    /// Returns the keys of its controller, where it is a system management controller; null elsewhere.
    public @Nullable KeySet keys() {
        return kind() == CoprocessorKind.SMC ? SmcSettings.keys(settings) : null;
    }

    /// Returns what its file, or one that it extends, says for a key; null where none does.
    public @Nullable String value(String key) {
        return settings().text(key);
    }

    /// Refuses a machine that has no room for its registers or its own memory.
    ///
    /// @throws ProfileException if one of them is no range, or something lies there; with the lines that say so
    public void requireRoom(Machine machine) {
        new MachinePlaces(reader, base).requireRoom(machine, settings());
    }

    /// Returns that its disk's image cannot be opened.
    ///
    /// @param cause names the file
    public ProfileException withoutDisk(IOException cause) {
        String line = settings.line(NvmeSettings.IMAGE);
        String sentence = "cannot open the disk: " + Values.reason(cause);
        return line.isEmpty()
                ? new ProfileException(sentence, cause)
                : new ProfileException("%s: %s".formatted(line, sentence));
    }

    /// Returns what its firmware is like.
    ///
    /// @param endpoints what works behind application endpoints, in place of what the profile names
    public FirmwareConfig firmware(Map<Integer, FirmwareEndpoint.Factory> endpoints) {
        return reader.firmware(endpoints);
    }

    @Override
    public String toString() {
        return name;
    }
}
