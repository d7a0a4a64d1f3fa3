package org.rtkit4j.devicetree.modules;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Reads the text files that depmod leaves, line by line, fast: one of them has some ten thousand lines.
final class ModuleFiles {
    private static final int MAX_BYTES = 256 << 20;

    private final Path folder;

    ModuleFiles(Path folder) {
        this.folder = folder;
    }

    /// Gives each line of a file that is no comment; none where there is no such file.
    void lines(String name, Consumer<String> each) throws IOException, ModuleFormatException {
        lines(name, (text, start) -> true, each);
    }

    /// Tells from its beginning whether a line is wanted, without making a string of it.
    interface Filter {
        boolean wants(String text, int start);
    }

    /// Gives each line of a file that is wanted and no comment.
    void lines(String name, Filter filter, Consumer<String> each) throws IOException, ModuleFormatException {
        String text = text(name);
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            if (end > start && text.charAt(start) != '#' && filter.wants(text, start)) {
                each.accept(text.substring(start, end));
            }
            start = end + 1;
        }
    }

    /// Gives each entry of a file whose entries end with NUL.
    void entries(String name, Consumer<String> each) throws IOException, ModuleFormatException {
        String text = text(name);
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\0', start);
            end = end < 0 ? text.length() : end;
            each.accept(text.substring(start, end));
            start = end + 1;
        }
    }

    private String text(String name) throws IOException, ModuleFormatException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES);
            if (bytes.length == MAX_BYTES) {
                throw new ModuleFormatException(file + ": too large");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /// Returns the words between spaces.
    static List<String> words(String text, int from) {
        List<String> words = new ArrayList<>();
        int start = from;
        while (start < text.length()) {
            int end = text.indexOf(' ', start);
            end = end < 0 ? text.length() : end;
            if (end > start) {
                words.add(text.substring(start, end));
            }
            start = end + 1;
        }
        return words;
    }
}
