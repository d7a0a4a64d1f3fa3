package org.rtkit4j.fleet;

import org.apache.spark.sql.SparkSession;

/// One Spark in the tests' own process, of two threads and without anything to look at.
final class EmbeddedSpark {
    private EmbeddedSpark() {}

    static SparkSession session() {
        return SparkSession.builder()
                .master("local[2]")
                .appName("rtkit-fleet-test")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "2")
                .getOrCreate();
    }
}
