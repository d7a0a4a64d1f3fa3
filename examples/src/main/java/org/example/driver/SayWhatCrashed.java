package org.example.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.explain.Verdict;
import org.rtkit4j.forensics.model.ReportFile;

/// Says in a sentence each what crashed in a report, whatever its form.
public final class SayWhatCrashed {
    private SayWhatCrashed() {}

    static List<String> sentences(String name, byte[] report) {
        ReportFile read = CrashReports.read(name, report);
        if (!read.isAnswered()) {
            return List.of(read.reason());
        }
        return Stream.concat(
                        read.panicsWithoutCrash().stream().map(Verdict::of),
                        read.reports().stream().map(Verdict::of))
                .map(Verdict::sentence)
                .toList();
    }

    public static void main(String[] args) throws IOException {
        for (String file : args) {
            System.out.println(file + ": " + sentences(file, Files.readAllBytes(Path.of(file))));
        }
    }
}
