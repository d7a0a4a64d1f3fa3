package org.rtkit4j.devicetree.initramfs;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rtkit4j.devicetree.alias.ModuleNames;
import org.rtkit4j.devicetree.modules.KernelModule;

/// The files of an initramfs, as the kernel would unpack it: one archive behind the other, each packed or not.
///
/// Source: linux init/initramfs.c, unpack_to_rootfs.
public final class Initramfs {
    // Bytes that all parts together may unpack to: the largest images, with the firmware of every graphics card, have a
    // few hundred MiB, packed three to ten times smaller. What is beyond is made to keep a reader busy.
    private static final long MOST_UNPACKED = 2L << 30;
    private static final long UNPACKED_FREE = 64L << 20;
    private static final int MOST_RATIO = 100;
    private static final int BUFFER_BYTES = 1 << 16;

    private static final Pattern VERSION = Pattern.compile("(?:^|/)lib/modules/([^/]+)/.");

    private final List<Part> parts = new ArrayList<>();
    private final Set<String> files = new LinkedHashSet<>();
    private long left;

    /// One part of an image.
    ///
    /// @param offset where it begins, in bytes
    /// @param packing how it is packed
    /// @param files how many files, folders and links it holds
    public record Part(int offset, Packing packing, int files) {}

    private Initramfs(long packed) {
        left = Math.min(MOST_UNPACKED, UNPACKED_FREE + MOST_RATIO * packed);
    }

    /// Reads an image.
    ///
    /// @throws ImageFormatException if it is none; its offset counts within what a packed part unpacks to, and then
    ///     the reason says so
    public static Initramfs read(byte[] image) throws ImageFormatException {
        Initramfs read = new Initramfs(image.length);
        int at = behindZeroes(image, 0);
        while (at < image.length) {
            at = behindZeroes(image, read.part(image, at));
        }
        if (read.parts.isEmpty()) {
            throw new ImageFormatException(0, "nothing but zeroes");
        }
        return read;
    }

    private static int behindZeroes(byte[] image, int from) {
        int at = from;
        while (at < image.length && image[at] == 0) {
            at++;
        }
        return at;
    }

    private int part(byte[] image, int offset) throws ImageFormatException {
        Packing packing = Packing.at(image, offset);
        int before = files.size();
        int[] count = {0};
        try (Unpacking unpacking = open(image, offset, packing)) {
            boolean isPacked = packing != Packing.NONE;
            InputStream stream = isPacked ? buffered(unpacking.stream()) : unpacking.stream();
            CpioReader cpio = new CpioReader(stream, isPacked ? left : Long.MAX_VALUE);
            boolean isMore = true;
            while (isMore) {
                isMore = cpio.read(name -> {
                    files.add(relative(name));
                    count[0]++;
                });
                isMore &= isPacked;
            }
            left -= isPacked ? cpio.position() : 0;
            parts.add(new Part(offset, packing, Math.max(count[0], files.size() - before)));
            return unpacking.end();
        } catch (IOException e) {
            throw broken(offset, packing, e);
        } catch (ImageFormatException e) {
            if (packing == Packing.NONE) {
                throw new ImageFormatException(offset + e.offset(), e.reason());
            }
            throw new ImageFormatException(
                    e.offset(), "%s, in what the %s at 0x%x unpacks to".formatted(e.reason(), packing, offset));
        }
    }

    // Where a part ends is where its packed stream does, whatever was read ahead of what it unpacks to.
    private static InputStream buffered(InputStream unpacked) {
        return new BufferedInputStream(unpacked, BUFFER_BYTES);
    }

    private static Unpacking open(byte[] image, int offset, Packing packing) throws ImageFormatException {
        try {
            return Unpacking.of(image, offset, packing);
        } catch (IOException e) {
            throw broken(offset, packing, e);
        }
    }

    private static ImageFormatException broken(int offset, Packing packing, IOException e) {
        return new ImageFormatException(offset, "the %s cannot be unpacked: %s".formatted(packing, e.getMessage()));
    }

    private static String relative(String name) {
        int start = 0;
        while (name.startsWith("./", start) || name.startsWith("/", start)) {
            start += name.charAt(start) == '/' ? 1 : 2;
        }
        return name.substring(start);
    }

    /// Returns the parts in order.
    public List<Part> parts() {
        return List.copyOf(parts);
    }

    /// Returns the paths of all files, folders and links, without a leading `/`.
    public Set<String> files() {
        return Set.copyOf(files);
    }

    /// Returns the names of the modules in it, of whatever kernel, with `_` for `-`.
    public Set<String> modules() {
        Set<String> names = new LinkedHashSet<>();
        for (String file : files) {
            if (ModuleNames.isModule(file)) {
                names.add(ModuleNames.ofFile(file));
            }
        }
        return Collections.unmodifiableSet(names);
    }

    /// Returns the versions of the kernels whose modules are in it.
    public Set<String> kernels() {
        Set<String> versions = new LinkedHashSet<>();
        for (String file : files) {
            Matcher matcher = VERSION.matcher(file);
            if (ModuleNames.isModule(file) && matcher.find()) {
                versions.add(matcher.group(1));
            }
        }
        return Collections.unmodifiableSet(versions);
    }

    /// Returns those modules that are not in it.
    public List<KernelModule> lacks(List<KernelModule> wanted) {
        Set<String> here = modules();
        return wanted.stream().filter(module -> !here.contains(module.name())).toList();
    }
}
