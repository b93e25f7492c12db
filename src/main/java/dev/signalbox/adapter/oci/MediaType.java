package dev.signalbox.adapter.oci;

import static java.util.stream.Collectors.joining;

import java.util.Set;
import java.util.stream.Stream;

/// The media types of the OCI image specification, our own, and their elders at Docker.
final class MediaType {

  static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  static final String INDEX = "application/vnd.oci.image.index.v1+json";
  static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
  static final String EMPTY = "application/vnd.oci.empty.v1+json";

  /// What we publish: the files of a build, in one layer.
  static final String FILES = "application/vnd.signalbox.files.v1";

  static final Set<String> MANIFESTS =
      Set.of(MANIFEST, "application/vnd.docker.distribution.manifest.v2+json");

  static final Set<String> INDEXES =
      Set.of(INDEX, "application/vnd.docker.distribution.manifest.list.v2+json");

  /// All manifests we read, as a wish to a registry.
  static final String ANY_MANIFEST =
      Stream.concat(MANIFESTS.stream(), INDEXES.stream()).sorted().collect(joining(", "));

  static final Set<String> TARS =
      Set.of(
          "application/vnd.oci.image.layer.v1.tar",
          "application/vnd.oci.image.layer.nondistributable.v1.tar",
          "application/vnd.docker.image.rootfs.diff.tar");

  static final Set<String> GZIPPED_TARS =
      Set.of(
          LAYER,
          "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
          "application/vnd.docker.image.rootfs.diff.tar.gzip");

  private MediaType() {}
}
