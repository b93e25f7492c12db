package dev.signalbox.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The walls of the house: a room imports what stands below it and nothing else. ARCHITECTURE.md
/// says why each wall is where it is.
class HouseTest {

  private static final String HOUSE = "dev.signalbox.";
  private static final String[] SPEAKS_ONLY_HTTP = {"base"};
  private static final String[] DOMAIN = {"base", "domain.."};

  /// Each room and the rooms it may look into, beside itself.
  private static final Map<String, String[]> ROOMS = new LinkedHashMap<>();

  static {
    ROOMS.put("base", new String[] {});
    ROOMS.put("disk", new String[] {});
    ROOMS.put("port", DOMAIN);
    ROOMS.put("flow", DOMAIN);
    ROOMS.put("history", with(DOMAIN, "flow", "port"));
    ROOMS.put("engine", with(DOMAIN, "flow"));
    ROOMS.put("step", with(DOMAIN, "disk", "flow", "port", "history", "engine"));
    ROOMS.put("store", with(DOMAIN, "flow", "engine"));
    ROOMS.put("adapter.git", with(DOMAIN, "disk", "port"));
    ROOMS.put("adapter.pack", with(DOMAIN, "disk", "port"));
    ROOMS.put("adapter.oci", with(DOMAIN, "disk", "port"));
    ROOMS.put("adapter.process", with(DOMAIN, "disk", "port"));
    ROOMS.put("adapter.metrics", with(DOMAIN, "port"));
    ROOMS.put("adapter.alert", with(DOMAIN, "port"));
    ROOMS.put("adapter.haproxy", with(DOMAIN, "port"));
    ROOMS.put("adapter.postgres", with(DOMAIN, "disk", "port"));
    ROOMS.put("app", with(DOMAIN, "flow", "port", "history", "engine", "step", "store"));
    ROOMS.put("auth", with(DOMAIN, "store"));
    ROOMS.put("api", with(DOMAIN, "flow", "engine", "app", "auth"));
    ROOMS.put("web", with(DOMAIN, "flow", "engine", "app", "auth", "web.."));
    ROOMS.put("webhook", with(DOMAIN, "port", "app"));
    ROOMS.put("ops", with(DOMAIN, "app"));
    ROOMS.put("cli", with(SPEAKS_ONLY_HTTP, "domain..", "flow", "port", "history"));
  }

  /// The domain's rooms in one order: each may import the ones above it.
  private static final List<String> DOMAIN_ORDER =
      List.of(
          "audit",
          "gate",
          "calendar",
          "rota",
          "alert",
          "change",
          "codebase",
          "version",
          "artifact",
          "lock",
          "environment",
          "release",
          "line",
          "signoff",
          "companion",
          "train",
          "soak",
          "deployment",
          "analysis",
          "analysis.evidence",
          "rollout",
          "plan",
          "simulation");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.signalbox");

  @TestFactory
  List<DynamicTest> every_room_imports_only_what_stands_below_it() {
    return ROOMS.entrySet().stream()
        .map(room ->
            DynamicTest.dynamicTest(
                room.getKey(),
                () ->
                    noClasses()
                        .that()
                        .resideInAPackage(HOUSE + room.getKey() + "..")
                        .should()
                        .dependOnClassesThat(inTheHouseBut(room.getKey(), room.getValue()))
                        .allowEmptyShould(true)
                        .because("a floor looks down, never up or sideways (ARCHITECTURE.md)")
                        .check(CLASSES)))
        .toList();
  }

  @TestFactory
  List<DynamicTest> a_domain_room_imports_only_the_rooms_before_it() {
    return DOMAIN_ORDER.stream()
        .map(room -> {
          String[] before =
              DOMAIN_ORDER.subList(0, DOMAIN_ORDER.indexOf(room)).stream()
                  .map(r -> "domain." + r)
                  .toArray(String[]::new);
          return DynamicTest.dynamicTest(
              room,
              () ->
                  noClasses()
                      .that()
                      .resideInAPackage(HOUSE + "domain." + room + "..")
                      .should()
                      .dependOnClassesThat(inTheHouseBut("domain." + room, with(before, "base")))
                      .allowEmptyShould(true)
                      .because("the domain has one order and no cycles")
                      .check(CLASSES));
        })
        .toList();
  }

  @Test
  void every_domain_room_has_its_place_in_the_order() {
    var rooms = new TreeSet<String>();
    for (JavaClass type : CLASSES.that(resideInAPackage(HOUSE + "domain.."))) {
      rooms.add(type.getPackageName().substring((HOUSE + "domain.").length()));
    }
    assertThat(DOMAIN_ORDER).containsAll(rooms);
  }

  @Test
  void the_domain_knows_no_clock_no_chance_and_no_file() {
    noClasses()
        .that()
        .resideInAnyPackage(HOUSE + "domain..", HOUSE + "base..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Clock")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.net.http..", "java.sql..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Random")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .because("decisions are pure: the time is an argument")
        .check(CLASSES);
  }

  @Test
  void nobody_reads_the_clock_behind_our_back() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.signalbox.Wiring")
        .and(not(resideInAPackage(HOUSE + "cli..")))
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .because("shells own one InstantSource, so that a test can set the time")
        .check(CLASSES);
  }

  @Test
  void adapters_never_meet() {
    classes()
        .that()
        .resideInAPackage(HOUSE + "adapter..")
        .should()
        .onlyBeAccessed()
        .byClassesThat()
        .resideInAnyPackage(HOUSE + "adapter..", "dev.signalbox")
        .allowEmptyShould(true)
        .because("the rest of the house knows ports; only the wiring knows vendors")
        .check(CLASSES);
  }

  @Test
  void nothing_is_deserialized_by_java() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.ObjectInputStream")
        .because("a byte stream from outside must not choose our classes")
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> inTheHouseBut(String room, String[] allowed) {
    String[] open = new String[allowed.length + 1];
    open[0] = HOUSE + room + "..";
    for (int i = 0; i < allowed.length; i++) {
      open[i + 1] = HOUSE + allowed[i] + (allowed[i].endsWith("..") ? "" : "..");
    }
    return DescribedPredicate.describe(
        "stand elsewhere in the house than " + String.join(", ", open),
        type ->
            type.getPackageName().startsWith("dev.signalbox")
                && Arrays.stream(open).noneMatch(p -> resideInAPackage(p).test(type)));
  }

  private static String[] with(String[] rooms, String... more) {
    String[] all = Arrays.copyOf(rooms, rooms.length + more.length);
    System.arraycopy(more, 0, all, rooms.length, more.length);
    return all;
  }
}
