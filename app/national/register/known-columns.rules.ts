import type { FileKind } from "./file-kind.rules.ts";

// Columns the register is known to carry that Eddystone does not keep. The names and telephone numbers of headteachers are
// among them on purpose: they are recognised, so that they do not alarm anybody, and never stored.
const ofEstablishments = `
  TypeOfEstablishment (code) | EstablishmentTypeGroup (code) | EstablishmentTypeGroup (name) | EstablishmentStatus (code)
  ReasonEstablishmentOpened (code) | ReasonEstablishmentOpened (name) | ReasonEstablishmentClosed (code)
  ReasonEstablishmentClosed (name) | PhaseOfEducation (code) | Boarders (code) | Boarders (name) | NurseryProvision (name)
  OfficialSixthForm (code) | OfficialSixthForm (name) | Gender (code) | Gender (name) | ReligiousCharacter (code)
  ReligiousCharacter (name) | ReligiousEthos (name) | Diocese (code) | Diocese (name) | AdmissionsPolicy (code)
  AdmissionsPolicy (name) | SchoolCapacity | SpecialClasses (code) | SpecialClasses (name) | CensusDate | NumberOfBoys
  NumberOfGirls | PercentageFSM | TrustSchoolFlag (code) | SchoolSponsorFlag (name) | SchoolSponsors (name)
  FederationFlag (name) | Federations (code) | Federations (name) | FEHEIdentifier | FurtherEducationType (name) | OfstedLastInsp
  OfstedSpecialMeasures (code) | OfstedSpecialMeasures (name) | LastChangedDate | Street | Locality | Address3 | County (name)
  SchoolWebsite | TelephoneNum | HeadTitle (name) | HeadFirstName | HeadLastName | HeadPreferredJobTitle
  BSOInspectorateName (name) | InspectorateReport | DateOfLastInspectionVisit | NextInspectionVisit | TeenMoth (name)
  TeenMothPlaces | CCF (name) | SENPRU (name) | EBD (name) | PlacesPRU | FTProv (name) | EdByOther (name)
  Section41Approved (name) | SEN1 (name) | SEN2 (name) | SEN3 (name) | SEN4 (name) | SEN5 (name) | SEN6 (name) | SEN7 (name)
  SEN8 (name) | SEN9 (name) | SEN10 (name) | SEN11 (name) | SEN12 (name) | SEN13 (name) | TypeOfResourcedProvision (name)
  ResourcedProvisionOnRoll | ResourcedProvisionCapacity | SenUnitOnRoll | SenUnitCapacity | GOR (code)
  DistrictAdministrative (code) | DistrictAdministrative (name) | AdministrativeWard (code) | AdministrativeWard (name)
  ParliamentaryConstituency (code) | ParliamentaryConstituency (name) | UrbanRural (code) | UrbanRural (name) | GSSLACode (name)
  MSOA (name) | LSOA (name) | InspectorateName (name) | SENStat | SENNoStat | BoardingEstablishment (name) | PropsName
  PreviousLA (code) | PreviousLA (name) | PreviousEstablishmentNumber | OfstedRating (name) | RSCRegion (name) | Country (name)
  UPRN | SiteName | QABName (code) | QABName (name) | EstablishmentAccredited (code) | EstablishmentAccredited (name) | QABReport
  CHNumber | MSOA (code) | LSOA (code) | FSM | AccreditationExpiryDate | Linked establishments`;

const ofGroupLinks = `
  Group ID | Group Type (code) | Closed Date | Open date | Incorporated on (open date) | Group Status (code) | FederationType
  TypeOfEstablishment (code) | PhaseOfEducation (code) | HasSharedHT | EstablishmentStatus (name) | EstablishmentStatus (code)`;

const ofGroups = `
  Group Type (code) | Incorporated on (open date) | Group Status (code) | Group Street | Group Locality | Group Address 3 | Group Town
  Group County | Group Postcode | Head of Group Title | Head of Group First Name | Head of Group Last Name | Group Website | Federation UKPRN`;

const ofNationalList = `
  funding_type | religious_character | administrative_district | administrative_ward | street | locality | address3 | county | school_website`;

/** Columns of each kind of file that are known and left aside. */
export const knownAndLeftAside: Readonly<Record<FileKind, readonly string[]>> = {
  establishments: names(ofEstablishments),
  "national-list": names(ofNationalList),
  "trust-list": [],
  groups: names(ofGroups),
  "group-links": names(ofGroupLinks),
  "establishment-links": [],
};

function names(text: string): readonly string[] {
  return text
    .split(/[|\n]/)
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
}
