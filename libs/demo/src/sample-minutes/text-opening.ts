import { bullet, decides, decision, heading, label, led, meta, name, paragraph, summary, title, type Block } from './blocks.js';

export const runningHeader = 'Kommundirektörsmöte i Samverkan Ekdalsbygden';

/**
 * First half of the minutes. Every person, municipality and network is invented. The oddities are meant: two forms of
 * date and of time, items without "§", an absent member on the line of the colon, guests inside an item.
 */
export const opening: readonly Block[] = [
  title(runningHeader),
  meta('Ekdala 2026-04-17'),
  meta('bo.lind@exempel.example'),
  led('Tid och plats:', 'Den 17 april 2026 08.30-12:00 i Kvarnsalen, Ekdala'),
  label('Närvarande:'),
  name('Anna Ek, Ekdala kommun'),
  name('Karin Åsberg, Norrvalla'),
  name('Łukasz Wiśniewski, Tallmora'),
  name('Bo Lind, sekretariatet'),
  name('Greta Sundfors, Björklösa'),
  name('Idris Hallman, Granforsa'),
  name('Solveig Brattfjord, Sjöhamra'),
  name('Joel Tornvik, Åbyholm'),
  led('Frånvarande:', 'Maj Rönnlid, Vretaskog', 'label'),
  name('Sixten Orrhed, Lillforsen'),
  name('Nadja Kvistberg, Östanhed'),

  heading('1. Mötets öppnande och incheckning'),
  paragraph('Mötet öppnas och deltagarna berättar kort om läget i den egna kommunen. Dagordningen godkänns med tillägget att frågan om höstens studieresa tas upp under övriga frågor.'),

  heading('2. Verksamhetsberättelse 2025 för Samverkan Ekdalsbygden'),
  summary('Sekretariatet presenterade förslaget till verksamhetsberättelse. Året gav ett överskott på 412\u00a0000 kronor, vilket främst beror på att två tjänster var vakanta under våren. Revisorernas synpunkter från föregående år är omhändertagna. Verksamhetsberättelsen ska beslutas av styrelsen i maj.'),
  paragraph('Gruppen konstaterade att måluppfyllelsen är god inom tre av fyra målområden. Inom området hållbara resor har arbetet försenats, eftersom upphandlingen av gemensamma elbilar fick göras om.'),
  decides,
  decision('att tacka för informationen'),
  decision('att överlämna verksamhetsberättelsen till styrelsen utan erinran.'),

  heading('3. Tema: Gemensamt e-arkiv och digital informationsförvaltning'),
  summary('Tf sekretariatschef redogjorde för bakgrund, syfte och tidplan för det gemensamma e-arkivet. Förstudien omfattar fem delområden: styrning, juridik, teknik, kompetens och ekonomi. Status för de fem delområdena presenterades, och gruppen diskuterade hur arbetet ska ledas när förstudien är klar.'),
  paragraph('Tre av kommunerna har i dag egna avtal om e-arkiv som löper ut 2027-12-31. Övriga saknar lösning och förvarar handlingarna i respektive verksamhetssystem. Av förstudien framgår att en gemensam förvaltning blir billigare än tio separata redan från det tredje året, under förutsättning att minst fem kommuner deltar från start.'),
  label('Gäster på mötet:'),
  led('Vilma Stenhav (Arkivrådet i Ekdalsbygden):', 'Redogjorde för arkivnätverkets arbete med delområde 2: Juridik och informationssäkerhet. Nätverket har tagit fram en gemensam mall för informationshanteringsplan, som hittills har antagits i två kommuner.'),
  led('Otto Lyckedal (seniorkonsult, Fjällbark Analys):', 'Redovisade sin rapport från delområde 5: Ekonomi och kostnadsfördelning. Tre modeller har jämförts: lika delar, invånarantal samt faktisk lagrad volym. Rapporten förordar en fördelning efter invånarantal med en fast grundavgift.'),
  decides,
  decision('att tacka för informationen'),
  decision('att varje delområde ska lämna en slutrapport till kommundirektörsgruppen innan sommaren'),
  decision('att kostnadsfördelning efter invånarantal ska vara utgångspunkt i det fortsatta arbetet.'),
  label('Arkivnätverket ges följande medskick:'),
  bullet('Fortsätta med månatliga avstämningar mellan kommunerna.'),
  bullet('Pröva mallen för informationshanteringsplan i ytterligare minst två kommuner.'),
  bullet('Lyfta frågor som kräver beslut till kommundirektörsgruppen så tidigt som möjligt.'),
  bullet('Bevaka det nationella arbetet med gemensamma specifikationer för leveranser till e-arkiv.'),
  label('Ekonomichefsnätverket ges i uppdrag att:'),
  bullet('Ta hem frågan om kostnadsfördelning till sina respektive organisationer.'),
  bullet('Utifrån rapporten bedöma vilka kostnader som ska vara gemensamma och vilka som ska ligga kvar hos varje kommun (t.ex. genom avtalssamverkan eller gemensam nämnd).'),
  bullet('Lämna ett gemensamt förslag till kommundirektörernas möte den 12 juni.'),
];
