package org.rtkit4j.app.file;

import java.io.IOException;
import java.net.BindException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import org.rtkit4j.wire.file.FileTooLargeException;

/// Why an operation on a file or socket failed, in the words of the system. Java's own messages are often the name of
/// the file alone, and the reason is in the exception's type.
public final class IoReason {
    private IoReason() {}

    /// Returns the reason, without the file's name.
    public static String of(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "no such file";
            case AccessDeniedException _ -> "permission denied";
            case NotDirectoryException _ -> "not a folder";
            case DirectoryNotEmptyException _ -> "the folder is not empty";
            case FileAlreadyExistsException _ -> "is there already";
            case FileSystemLoopException _ -> "symbolic links in a circle";
            case FileSystemException file -> file.getReason() == null ? "input/output error" : lower(file.getReason());
            case BindException bind
            when String.valueOf(bind.getMessage()).contains("in use") ->
                "address in use, choose another or stop the program that has it";
            case ClosedByInterruptException _ -> "interrupted";
            default -> e.getMessage() == null ? "input/output error" : lower(e.getMessage());
        };
    }

    /// Returns why no file can be made in a folder, where the system says that it finds none: `/proc` is there.
    static String ofMissing(Path folder) {
        return Files.isDirectory(folder) ? "the folder takes no files" : "no such folder";
    }

    /// Returns one line on a file that could not be read.
    public static String unreadable(Object file, IOException e) {
        return file + ": " + forReading(e);
    }

    /// Returns the line's end, behind the file's name.
    public static String forReading(IOException e) {
        boolean saysAll = e instanceof NoSuchFileException || e instanceof FileTooLargeException;
        return saysAll ? of(e) : "cannot be read: " + of(e);
    }

    /// Returns one line on a file or folder that could not be written.
    public static String unwritable(Object file, IOException e) {
        return "%s: cannot be written: %s".formatted(file, of(e));
    }

    // The system begins its reasons with a capital letter, and says of some what we say in other words.
    private static String lower(String reason) {
        return switch (reason) {
            case "Is a directory" -> "is a folder";
            case "Not a directory" -> "not a folder";
            case "No such file or directory" -> "no such file";
            default -> lowerFirst(reason);
        };
    }

    private static String lowerFirst(String reason) {
        boolean isSentence = reason.length() > 1 && Character.isLowerCase(reason.charAt(1));
        return isSentence ? reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1) : reason;
    }
}
