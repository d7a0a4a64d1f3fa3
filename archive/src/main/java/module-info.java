/// The files in archives, one after the other, whatever they are packed in.
module org.rtkit4j.archive {
    requires static transitive org.jspecify;
    requires org.apache.commons.compress;
    requires com.github.luben.zstd_jni;
    requires org.tukaani.xz;

    exports org.rtkit4j.archive;
}
