"""Names of people and companies that nobody bears, and that still sound like their region."""

import unicodedata

import numpy as np

from data_access.demo.blocks import Ints, Texts, texts

_FIRST = {
    "german": "Anna Jürgen Lena Matthias Sabine Tobias Katrin Stefan Ulrike Jan Friederike Holger Miriam Björn Heike "
    "Markus Silke Jörg Franziska Rainer Annika Uwe Birgit Lukas Cornelia Dieter Nadine Thorsten Vera Günter Leyla Emre",
    "english": "Olivia James Amelia Callum Priya Oliver Niamh Harry Zara Gareth Fiona Rhys Imogen Declan Shreya Toby "
    "Eleanor Angus Siobhán Marcus Beth Kwame Georgina Alistair Nadia Ewan Rosalind Owen Tanisha Giles Aoife Hamish",
    "french": "Élodie Mathieu Chloé Antoine Amélie Rémi Noémie François Aurélie Benoît Inès Gaël Hélène Loïc Camille "
    "Étienne Manon Jérôme Sandrine Thibault Océane Cédric Mélanie Guillaume Fatou Yannick Solène Damien Agnès Karim",
    "dutch": "Sanne Daan Femke Joris Lotte Bram Anouk Ruben Marieke Thijs Ilse Wouter Noor Jeroen Esther Koen Liesbeth "
    "Pieter Hanneke Stijn Maartje Gijs Roos Bart Yasmin Lars Eva Sander Griet Maxim",
    "nordic": "Astrid Søren Linnéa Mikael Ingrid Åke Freja Jesper Sanna Henrik Maja Kåre Elin Niklas Päivi Jukka Signe "
    "Rasmus Hanna Anders Tove Øystein Ebba Lasse Märta Joonas Karin Mads Saga Pekka",
    "iberian": "Lucía Álvaro Inês José Begoña Rodrigo Marta João Núria Iñigo Beatriz Gonçalo Carmen Sergio Leonor Andrés "
    "Ainhoa Rui Pilar Tomás Catarina Óscar Elena Nuno Rocío Diogo Mercedes Rubén Sofia Jordi",
    "italian": "Giulia Niccolò Chiara Lorenzo Ilaria Matteo Federica Davide Alessia Riccardo Noemi Tommaso Valeria "
    "Edoardo Serena Gianluca Silvia Emanuele Marta Pietro Benedetta Dario Laura Fabio Irene Stefano Letizia Ugo",
    "american": "Madison Tyler Jasmine Cody Brianna Luis Alexis Derek Danielle Trevor Monica Brandon Latoya Kyle Hannah "
    "DeShawn Paige Victor Caitlin Omar Renee Grant Vanessa Jared Mei Curtis Allison Raúl Brooke Darnell",
    "asian": "Wei Ling Arjun Siti Jun Hui Min Rahul Nurul Kai Xin Yi Deepa Haruto Mei Lin Yuki Kavita Minh Anh "
    "Thanh Zhi Hao Aditi Ravi Sakura Dewi Budi Li Na",
}
_LAST = {
    "german": "Köhler Brandt Schäfer Winkelmann Großmann Vogt Hartwig Lindner Özdemir Krüger Reuter Böhm Falkenberg "
    "Seidel Thalmann Ostermann Huber Kühn Wagenbach Pfeiffer Steinert Yıldız Ahrens Löffler Marquardt Dietz Engel "
    "Baumgärtner Kessler Noack Rademacher Zöllner",
    "english": "Ashworth Penhaligon Okafor Hargreaves Patel Whitcombe MacLeod Byrne Fairclough Ó'Donnell Llewellyn "
    "Thackeray Osei Rowntree Kinsella Birkett Dunmore Chowdhury Holloway Stannard Pemberton Gallagher Winslow "
    "Abernathy Sinclair Bhatt Marlowe Crosbie Tunstall Redfern Quigley Ferris",
    "french": "Lefèvre Beaumont Dùclos Marchand Géraud Rousselot Diallo Pélissier Vasseur Fontanel Chevrier Bénard "
    "Tessier Haddad Guérin Morvan Lacroix Delaunay Brossard Cazenave Ménard Roux Aubry N'Diaye Thévenot Perrot "
    "Barbier Salaün Maillard Jacquemin",
    "dutch": "van-den-Berg de-Vries Hoekstra Janssens Mulder Vermeulen Claes van-Dijk Bakker Peeters Smeets El-Amrani "
    "Dijkstra Goossens Kuipers Wouters Postma ten-Brink Maes Verhoeven Schouten Lambrechts Visscher Blom De-Smet "
    "Hermans Kloosterman Aerts Willemsen Baert",
    "nordic": "Lindqvist Sørensen Håkansson Nyberg Østergaard Mäkinen Bergström Kjeldsen Åkesson Virtanen Holmgren "
    "Thorsen Sjögren Lähteenmäki Ekdahl Mortensen Öberg Hansson Nieminen Dahlgaard Wikström Juhl Söderlund Koskela "
    "Brandvold Lundh Friis Kallio Norén Bjerre",
    "iberian": "Ibáñez Carvalho Muñoz Gonçalves Etxeberria Pacheco Núñez Fonseca Beltrán Magalhães Ortuño Vidal "
    "Zubiri Correia Peña Salgado Montserrat Brandão Quintana Tavares Aldecoa Lobo Castaño Simões Urrutia Rocha "
    "Garmendia Antunes Solís Ferrer",
    "italian": "Bianchetti Morandi Ferraris Colonna D'Agostino Rinaldi Ventura Galimberti Sartori Pellegrino Caruso "
    "De-Luca Marchesi Lombardo Fabbri Zanetti Orlandi Bellini Guarnieri Tosi Monti Farina Negri Basile Viola Riva "
    "Salvatori Grasso",
    "american": "Whitaker Delgado Kowalski Nguyen Brannigan Alvarez Sorensen Tran Hollister Ramirez Pruitt Okonkwo "
    "Vance Castillo Lindgren Marsh Beasley Kim Trujillo Hadley Schroeder Fontaine Mercer Yoder Ibarra Callahan Rhodes "
    "Sato Boudreaux Ellison",
    "asian": "Tan Lim Krishnan Wong Rahman Nakamura Chua Iyer Goh Pham Suzuki Ong Menon Wijaya Teo Hashim Kobayashi "
    "Ng Reddy Santoso Tran Yeo Pillai Morita Abdullah Chan Nair Okada Lee Sim",
}
_STEM_A = (
    "Nord Velm Ald Brack Cast Dorn Elb Fael Grand Halv Isar Jor Kest Lind Mar Ner Ober Pel Quer Rav Sand Tarn Ulm Vest "
    "Wend Ytter Zell Amber Birk Corv Drav Ester Finn Glen Harro Ing Kal Lor Mont Nav Orr Pont Rhen Stel Thor Umbr Val "
    "Wyn Ashe Belm Carr Dell Eich Farn"
).split()
_STEM_B = (
    "haven mark ton bruck vale mere wick dal gard mont lund stein ford ria nova lyn stad ora berg field una holm crest "
    "ano elle issa ex is ure enta"
).split()

PEOPLE = tuple(_FIRST)


def stripped(text: str) -> str:
    """`text` for an e-mail or internet address: lower case, unaccented, letters, digits and hyphens."""
    for letter, plain in (("ß", "ss"), ("ø", "o"), ("æ", "ae"), ("ı", "i"), ("ł", "l")):
        text = text.lower().replace(letter, plain)
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "".join(letter for letter in folded if letter.isalnum() or letter == "-")


class PersonNames:
    """First and last names of each people, and the same for e-mail addresses, as columns to take from."""

    def __init__(self) -> None:
        self._first = [texts(_FIRST[people].split()) for people in PEOPLE]
        self._last = [texts([name.replace("-", " ") for name in _LAST[people].split()]) for people in PEOPLE]
        self._size = np.array([len(f) * len(l) for f, l in zip(self._first, self._last, strict=True)])

    def draw(self, people: Ints, number: Ints) -> tuple[Texts, Texts, Texts]:
        """First names, full names and address parts; numbers below the list's size never repeat within a people."""
        first, last = (np.empty(len(people), dtype=object) for _ in range(2))
        for code in range(len(PEOPLE)):
            here = np.flatnonzero(people == code)
            # A stride without a common factor walks through all pairs before it repeats one.
            pair = (number[here] * 389) % self._size[code]
            first[here] = self._first[code].take(pair % len(self._first[code]))
            last[here] = self._last[code].take(pair // len(self._first[code]))
        return first, first + " " + last, _addresses(first, last)


def _addresses(first: Texts, last: Texts) -> Texts:
    plain = {name: stripped(name) for name in {*first.tolist(), *last.tolist()}}
    pairs = zip(first.tolist(), last.tolist(), strict=True)
    return texts([f"{plain[one]}.{plain[two]}" for one, two in pairs])


def company_stems(number: Ints) -> Texts:
    """An invented word per number: 1,600 different ones before a word comes back."""
    walk = (number * 1009) % (len(_STEM_A) * len(_STEM_B))
    return texts(_STEM_A).take(walk % len(_STEM_A)) + texts(_STEM_B).take(walk // len(_STEM_A))
