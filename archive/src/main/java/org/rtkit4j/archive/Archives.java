package org.rtkit4j.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;
import org.tukaani.xz.XZInputStream;

/// Opens what reports come in: gzip, bzip2, xz, zstd, zip, tar, and these in one another.
///
/// Everything is read as a stream and once, so memory does not grow with the archive. Forms are told apart by content.
/// An archive is not trusted: [UnpackBudget] bounds what comes out of it, and whatever its bytes are, the walk ends,
/// with each file either read or refused.
public final class Archives {
    /// What stands between an archive's name and a member's.
    public static final String INSIDE = "!/";

    /// A sysdiagnose in a zip is three deep: zip, gzip, tar.
    static final int MOST_DEPTH = 6;

    private static final String ENCODING = "UTF-8";
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int XZ_MEMORY_KIB = 96 << 10;

    private final ArchiveMembers members;
    private final UnpackBudget budget = new UnpackBudget();

    private Archives(ArchiveMembers members) {
        this.members = members;
    }

    /// Reads a file: itself where it is no archive, else every file in it.
    ///
    /// @param in read to its end at most, not closed
    public static void read(String name, InputStream in, ArchiveMembers members) {
        var archives = new Archives(members);
        try {
            archives.open(name, new MeasuredInput(in, archives.budget::packed), 0);
        } catch (IOException e) {
            members.refuse(name, reason(e));
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return e instanceof UnpackBudget.BombException ? message : "cannot be read: " + message;
    }

    private void open(String name, InputStream raw, int depth) throws IOException {
        var in = new BufferedInputStream(raw, BUFFER_BYTES);
        in.mark(ArchiveForm.HEAD_BYTES);
        ArchiveForm form = ArchiveForm.of(in.readNBytes(ArchiveForm.HEAD_BYTES));
        in.reset();
        if (form == ArchiveForm.NONE) {
            members.read(name, in);
        } else if (!form.refusal().isEmpty()) {
            members.refuse(name, form.refusal());
        } else if (depth == MOST_DEPTH) {
            members.refuse(name, "packed more than " + MOST_DEPTH + " times over: not opened");
        } else {
            unpack(form, name, in, depth);
        }
    }

    private void unpack(ArchiveForm form, String name, InputStream in, int depth) throws IOException {
        switch (form) {
            case TAR -> tar(name, in, depth);
            case ZIP -> walk(name, new ZipArchiveInputStream(in, ENCODING, true, false), new TarHeads(), depth);
            default -> open(name, measured(Unpacker.call(() -> unpacking(form, in))), depth + 1);
        }
    }

    private static InputStream unpacking(ArchiveForm form, InputStream in) throws IOException {
        return switch (form) {
            case GZIP ->
                GzipCompressorInputStream.builder()
                        .setInputStream(in)
                        .setDecompressConcatenated(true)
                        .get();
            case BZIP2 -> new BZip2CompressorInputStream(in, true);
            case XZ -> new XZInputStream(in, XZ_MEMORY_KIB);
            default -> new ZstdCompressorInputStream(in);
        };
    }

    private InputStream measured(InputStream unpacking) {
        return new MeasuredInput(unpacking, budget::unpacked);
    }

    private void tar(String name, InputStream in, int depth) throws IOException {
        var heads = new TarHeads();
        walk(name, new TarArchiveInputStream(new MeasuredInput(in, heads), ENCODING), heads, depth);
    }

    private void walk(String name, ArchiveInputStream<?> archive, TarHeads heads, int depth) throws IOException {
        InputStream content = measured(archive);
        for (ArchiveEntry entry = next(archive, heads); entry != null; entry = next(archive, heads)) {
            budget.member();
            boolean isReadable = isReadable(archive, entry);
            String path = name + INSIDE + entry.getName();
            if (isFile(entry) && isReadable) {
                member(path, content, depth + 1);
            } else if (isFile(entry)) {
                members.refuse(path, "encrypted, or packed in a way that is not read");
            }
            // What cannot be read is stepped over by the archive, and its bytes are not asked for.
            if (isReadable) {
                content.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    private static boolean isReadable(ArchiveInputStream<?> archive, ArchiveEntry entry) {
        return !(archive instanceof ZipArchiveInputStream zip) || zip.canReadEntryData(entry);
    }

    private static ArchiveEntry next(ArchiveInputStream<?> archive, TarHeads heads) throws IOException {
        heads.begin();
        ArchiveEntry entry = Unpacker.call(archive::getNextEntry);
        heads.end();
        return entry;
    }

    private static boolean isFile(ArchiveEntry entry) {
        boolean isLink = entry instanceof TarArchiveEntry one && (one.isSymbolicLink() || one.isLink());
        return !entry.isDirectory() && !isLink;
    }

    /// Damage inside one member leaves the others: where it is the archive's own, what follows finds it again.
    private void member(String name, InputStream content, int depth) throws IOException {
        try {
            open(name, content, depth);
        } catch (UnpackBudget.BombException e) {
            throw e;
        } catch (IOException e) {
            members.refuse(name, reason(e));
        }
    }
}
