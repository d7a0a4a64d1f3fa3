package org.rtkit4j.app.file;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/// Printers that do not swallow what goes wrong, as [PrintWriter] and [System#out] do: the first write that fails ends
/// whoever prints, before the rest of a long answer is made for nobody. All of them print UTF-8, whatever the locale
/// says.
public final class Printers {
    private Printers() {}

    /// Returns the process's standard output. It throws [OutputLostException].
    public static PrintWriter standardOutput() {
        return to(new FileOutputStream(FileDescriptor.out));
    }

    /// Returns a printer to a stream that stands for standard output. It throws [OutputLostException].
    public static PrintWriter to(OutputStream stream) {
        return over(new OutputStreamWriter(stream, StandardCharsets.UTF_8), OutputLostException::new);
    }

    /// Returns a printer to a file that is there. It throws [UncheckedIOException].
    public static PrintWriter into(Path file) throws IOException {
        return over(Files.newBufferedWriter(file), UncheckedIOException::new);
    }

    private static PrintWriter over(Writer writer, Function<IOException, ? extends UncheckedIOException> failure) {
        return new PrintWriter(new Unforgiving(writer, failure));
    }

    private static final class Unforgiving extends FilterWriter {
        private final Function<IOException, ? extends UncheckedIOException> failure;

        Unforgiving(Writer writer, Function<IOException, ? extends UncheckedIOException> failure) {
            super(writer);
            this.failure = failure;
        }

        @Override
        public void write(int c) {
            write(new char[] {(char) c}, 0, 1);
        }

        @Override
        public void write(String text, int offset, int length) {
            try {
                out.write(text, offset, length);
            } catch (IOException e) {
                throw failure.apply(e);
            }
        }

        @Override
        public void write(char[] chars, int offset, int length) {
            try {
                out.write(chars, offset, length);
            } catch (IOException e) {
                throw failure.apply(e);
            }
        }

        @Override
        public void flush() {
            try {
                out.flush();
            } catch (IOException e) {
                throw failure.apply(e);
            }
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw failure.apply(e);
            }
        }
    }
}
