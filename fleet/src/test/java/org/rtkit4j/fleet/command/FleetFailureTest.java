package org.rtkit4j.fleet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

/// What went wrong at first is what is said, wherever that was.
class FleetFailureTest {
    private static final String CODED =
            "[TASK_WRITE_FAILED] Task failed while writing rows to file:/out. SQLSTATE: 58030";

    private static String said(Exception exception) {
        var err = new StringWriter();
        assertEquals(1, FleetFailure.report(exception, null, new PrintWriter(err, true)));
        return err.toString();
    }

    @Test
    void aFullDiskIsOne() {
        var full = new IOException("No space left on device");
        String line = "rtkit: the job failed: No space left on device; --log FILE has all of it\n";
        assertEquals(line, said(new SparkException(CODED, new SparkException("Job aborted", full))));
        assertEquals(line, said(new SparkException("""
                Job aborted due to stage failure: Lost task 0.3 (TID 3) (executor 1): %s
                \tat org.apache.spark.Task.run(Task.scala:1)
                Caused by: org.apache.spark.SparkException: something
                Caused by: java.io.IOException: No space left on device
                \tat java.base/sun.nio.ch.FileDispatcherImpl.write0(Native Method)
                """.formatted(CODED), null)));
        assertEquals("rtkit: No space left on device\n", said(full));
    }

    @Test
    void namesOfErrorsAreLeftOutAndThoseOfClassesWhereTheySaySomething() {
        assertEquals(
                "rtkit: the job failed: Task failed while writing rows to file:/out.; --log FILE has all of it\n",
                said(new SparkException(CODED, null)));
        assertEquals(
                "rtkit: the job failed: ArithmeticException: by zero; --log FILE has all of it\n",
                said(new ArithmeticException("by zero")));
    }
}
